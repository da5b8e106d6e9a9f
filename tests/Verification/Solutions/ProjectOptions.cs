using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.Verification.Solutions;

/// <summary>The compiler options that follow from the settings of a test.</summary>
internal static class ProjectOptions
{
    /// <summary>How sources are parsed.</summary>
    public static CSharpParseOptions Parse(TestSettings settings) =>
        new(settings.LanguageVersion, settings.DocumentationMode);

    /// <summary>How they are compiled: a throwing analyzer is an error, and disabled ids are off.</summary>
    public static CSharpCompilationOptions Compilation(TestSettings settings, OutputKind kind) =>
        new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: settings.NullableContextOptions)
            .WithSpecificDiagnosticOptions(Severities(settings));

    private static ImmutableDictionary<string, ReportDiagnostic> Severities(TestSettings settings)
    {
        var severities = ImmutableDictionary.CreateBuilder<string, ReportDiagnostic>();
        severities["AD0001"] = ReportDiagnostic.Error;
        // Off in every SDK project: which version of a platform assembly a reference was built against.
        severities["CS1701"] = ReportDiagnostic.Suppress;
        severities["CS1702"] = ReportDiagnostic.Suppress;
        foreach (var id in settings.DisabledDiagnostics)
        {
            severities[id] = ReportDiagnostic.Suppress;
        }

        return severities.ToImmutable();
    }
}
