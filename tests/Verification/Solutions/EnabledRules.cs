using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Solutions;

/// <summary>Switches on the rules that are off by default, so that tests see them.</summary>
internal static class EnabledRules
{
    /// <summary>Where the configuration is put.</summary>
    public const string Path = "/.enabled.globalconfig";

    /// <summary>A configuration that gives way to every other one; none if every rule is on.</summary>
    public static string? Config(TestSettings settings)
    {
        var disabled = settings.Analyzers.SelectMany(static a => a.SupportedDiagnostics).Where(static d => !d.IsEnabledByDefault).ToList();
        return disabled.Count == 0
            ? null
            : "is_global = true\nglobal_level = -1000\n"
                + string.Concat(disabled.Select(static d => $"dotnet_diagnostic.{d.Id}.severity = {Word(d.DefaultSeverity)}\n"));
    }

    private static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Hidden => "silent",
        DiagnosticSeverity.Info => "suggestion",
        DiagnosticSeverity.Warning => "warning",
        _ => "error",
    };
}
