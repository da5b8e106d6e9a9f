using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Sound analyzers whose diagnostics have something special.</summary>
internal static class ClassAnalyzers
{
    /// <summary>Adds the members of the class as additional locations.</summary>
    public sealed class WithMembers : ClassAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ToyRules.Second];

        protected override IEnumerable<Diagnostic> Report(INamedTypeSymbol type) =>
            [Diagnostic.Create(ToyRules.Second, type.Locations[0], type.GetMembers().Where(static m => m.CanBeReferencedByName).Select(static m => m.Locations[0]), type.Name)];
    }

    /// <summary>A rule that is off by default.</summary>
    public sealed class OffByDefault : ClassAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ToyRules.Disabled];

        protected override IEnumerable<Diagnostic> Report(INamedTypeSymbol type) =>
            [Diagnostic.Create(ToyRules.Disabled, type.Locations[0], type.Name)];
    }

    /// <summary>Two rules for the same place.</summary>
    public sealed class TwoRules : ClassAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ToyRules.Second, ToyRules.Unbending];

        protected override IEnumerable<Diagnostic> Report(INamedTypeSymbol type) =>
            SupportedDiagnostics.Select(r => Diagnostic.Create(r, type.Locations[0], type.Name));
    }

    /// <summary>Fades the class itself.</summary>
    public class Fading : ClassAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ToyRules.Fading];

        protected override IEnumerable<Diagnostic> Report(INamedTypeSymbol type) => [Fade(ToyRules.Fading, type, "[0]")];
    }

    /// <summary>Fades a location that does not exist.</summary>
    public sealed class FadingTooMuch : Fading
    {
        protected override IEnumerable<Diagnostic> Report(INamedTypeSymbol type) => [Fade(ToyRules.Fading, type, "[0,1]")];
    }

    /// <summary>Fades without the tag that makes editors look.</summary>
    public sealed class FadingUntagged : Fading
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ToyRules.Second];

        protected override IEnumerable<Diagnostic> Report(INamedTypeSymbol type) => [Fade(ToyRules.Second, type, "[0]")];
    }

    /// <summary>Reports one place that is in no file.</summary>
    public sealed class Nowhere : ClassAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ToyRules.Second];

        protected override IEnumerable<Diagnostic> Report(INamedTypeSymbol type) => [Diagnostic.Create(ToyRules.Second, Location.None, type.Name)];
    }

    /// <summary>Reports only a class that the tests of registered analyzers use.</summary>
    public sealed class Registered : ClassAnalyzer
    {
        public const string Subject = "SeenByRegisteredAnalyzersOnly";

        public const string Poison = "FatalToRegisteredAnalyzers";

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [ToyRules.Second];

        protected override IEnumerable<Diagnostic> Report(INamedTypeSymbol type) => type.Name switch
        {
            Subject => [Diagnostic.Create(ToyRules.Second, type.Locations[0], type.Name)],
            Poison => throw new InvalidOperationException("poisoned"),
            _ => [],
        };
    }

    /// <summary>Suppresses a toy rule and a warning of the compiler.</summary>
    public sealed class Suppressor : DiagnosticSuppressor
    {
        public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } =
        [
            new SuppressionDescriptor("TOYS01", ToyRules.Second.Id, "toys are allowed"),
            new SuppressionDescriptor("TOYS02", "CS0169", "toys keep unused fields"),
        ];

        public override void ReportSuppressions(SuppressionAnalysisContext context)
        {
            foreach (var diagnostic in context.ReportedDiagnostics)
            {
                var rule = SupportedSuppressions.Single(s => s.SuppressedDiagnosticId == diagnostic.Id);
                context.ReportSuppression(Suppression.Create(rule, diagnostic));
            }
        }
    }

    private static Diagnostic Fade(DiagnosticDescriptor rule, INamedTypeSymbol type, string indices) =>
        Diagnostic.Create(
            rule,
            type.Locations[0],
            [type.Locations[0]],
            ImmutableDictionary<string, string?>.Empty.Add(WellKnownDiagnosticTags.Unnecessary, indices),
            type.Name);
}
