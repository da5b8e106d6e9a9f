using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Analyzers with one fault each.</summary>
internal static class BrokenAnalyzers
{
    public sealed class Throws : MultipleAckAnalyzer
    {
        protected override void Report(OperationAnalysisContext context, IInvocationOperation call, IArgumentOperation multiple) =>
            throw new InvalidOperationException("out of ideas");
    }

    public sealed class ThrowsOnVersion6 : MultipleAckAnalyzer
    {
        protected override void Start(CompilationStartAnalysisContext context)
        {
            if (context.Compilation.GetTypeByMetadataName("RabbitMQ.Client.IModel") is not null)
            {
                throw new InvalidOperationException("no channels");
            }

            base.Start(context);
        }
    }

    public sealed class KnowsVersion5Only : MultipleAckAnalyzer
    {
        protected override IReadOnlySet<ISymbol> Channels(Compilation compilation) =>
            compilation.ReferencedAssemblyNames.Any(static n => n.Name == "RabbitMQ.Client" && n.Version.Major == 5)
                ? base.Channels(compilation)
                : ImmutableHashSet<ISymbol>.Empty;
    }

    public sealed class SaysNothingOfGeneratedCode : MultipleAckAnalyzer
    {
        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.RegisterCompilationStartAction(Start);
        }
    }

    public sealed class RunsAlone : MultipleAckAnalyzer
    {
        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterCompilationStartAction(Start);
        }
    }

    public sealed class WantsGeneratedCode : MultipleAckAnalyzer
    {
        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
            context.RegisterCompilationStartAction(Start);
        }
    }

    public sealed class TwoRulesWithOneId : MultipleAckAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics =>
            [Rule, new DiagnosticDescriptor(Id, "Another", "Another", "Toys", DiagnosticSeverity.Info, isEnabledByDefault: true)];
    }

    /// <summary>Reports another rule, which no one disables, where there are pragmas.</summary>
    public sealed class EvadesPragmas : MultipleAckAnalyzer
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule, ToyRules.Second];

        protected override void Report(OperationAnalysisContext context, IInvocationOperation call, IArgumentOperation multiple)
        {
            var rule = call.Syntax.SyntaxTree.GetRoot(context.CancellationToken).ContainsDirectives ? ToyRules.Second : Rule;
            context.ReportDiagnostic(Diagnostic.Create(rule, multiple.Syntax.GetLocation(), call.TargetMethod.Name));
        }
    }

    public sealed class CountsCharactersOfLines : MultipleAckAnalyzer
    {
        protected override void Report(OperationAnalysisContext context, IInvocationOperation call, IArgumentOperation multiple)
        {
            var text = call.Syntax.SyntaxTree.GetText(context.CancellationToken).ToString();
            if (!text.Contains("\r\n", StringComparison.Ordinal))
            {
                base.Report(context, call, multiple);
            }
        }
    }

    /// <summary>Writes a number the way the user's country does.</summary>
    public sealed class WritesNumbersLocally : MultipleAckAnalyzer
    {
        protected override void Report(OperationAnalysisContext context, IInvocationOperation call, IArgumentOperation multiple) =>
            context.ReportDiagnostic(Diagnostic.Create(Rule, multiple.Syntax.GetLocation(), 0.5.ToString(CultureInfo.CurrentCulture)));
    }

    /// <summary>Lowers an I to one without a dot in Turkey, and no longer recognises the method.</summary>
    public sealed class LowersLocally : MultipleAckAnalyzer
    {
        protected override bool IsAck(IInvocationOperation call, IReadOnlySet<ISymbol> channels) =>
            base.IsAck(call, channels) && Lower("IsAck") == "isack";

        private static string Lower(string name) => name.ToLower(CultureInfo.CurrentCulture);
    }

    public sealed class RegistersWithoutClient : MultipleAckAnalyzer
    {
        protected override void Start(CompilationStartAnalysisContext context)
        {
            var channels = Channels(context.Compilation);
            context.RegisterOperationAction(c => Analyze(c, channels), OperationKind.Invocation);
        }
    }

    /// <summary>Goes by names, also where the method does not resolve.</summary>
    public sealed class GoesByNamesWithoutClient : MultipleAckAnalyzer
    {
        protected override void Start(CompilationStartAnalysisContext context) =>
            context.RegisterSyntaxNodeAction(
                static c =>
                {
                    var argument = (Microsoft.CodeAnalysis.CSharp.Syntax.ArgumentSyntax)c.Node;
                    if (argument.Expression.IsKind(SyntaxKind.TrueLiteralExpression))
                    {
                        c.ReportDiagnostic(Diagnostic.Create(Rule, argument.GetLocation(), "BasicAckAsync"));
                    }
                },
                SyntaxKind.Argument);
    }

    /// <summary>Goes by the name of the method whatever its type.</summary>
    public sealed class MistakesLookAlikes : MultipleAckAnalyzer
    {
        protected override bool IsAck(IInvocationOperation call, IReadOnlySet<ISymbol> channels) =>
            call.TargetMethod.Name is "BasicAck" or "BasicAckAsync";
    }

    public sealed class ReportsAtTheEnd : MultipleAckAnalyzer
    {
        protected override void Start(CompilationStartAnalysisContext context)
        {
            var channels = Channels(context.Compilation);
            if (channels.Count == 0)
            {
                return;
            }

            var late = new System.Collections.Concurrent.ConcurrentBag<Diagnostic>();
            context.RegisterOperationAction(
                c =>
                {
                    var call = (IInvocationOperation)c.Operation;
                    if (IsAck(call, channels) && call.Arguments[1].Value.ConstantValue is { HasValue: true, Value: true })
                    {
                        late.Add(Diagnostic.Create(Rule, call.Arguments[1].Syntax.GetLocation(), call.TargetMethod.Name));
                    }
                },
                OperationKind.Invocation);
            context.RegisterCompilationEndAction(c =>
            {
                foreach (var diagnostic in late)
                {
                    c.ReportDiagnostic(diagnostic);
                }
            });
        }
    }

    public sealed class Hangs : MultipleAckAnalyzer
    {
        protected override void Report(OperationAnalysisContext context, IInvocationOperation call, IArgumentOperation multiple) =>
            Thread.Sleep(TimeSpan.FromMinutes(1));
    }
}
