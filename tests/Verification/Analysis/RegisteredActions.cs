using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;

namespace Leveret.Verification.Analysis;

/// <summary>What an analyzer registered in a compilation.</summary>
internal static class RegisteredActions
{
    private static readonly PropertyInfo[] Counts =
        [.. typeof(AnalyzerTelemetryInfo).GetProperties().Where(static p => p.PropertyType == typeof(int))];

    /// <summary>The kinds and numbers of actions beyond the one that starts a compilation.</summary>
    public static IReadOnlyList<string> Beyond(AnalyzerTelemetryInfo actions) =>
    [
        .. Counts
            .Where(static p => p.Name != nameof(AnalyzerTelemetryInfo.CompilationStartActionsCount))
            .Select(p => (p.Name, Count: (int)p.GetValue(actions)!))
            .Where(static c => c.Count > 0)
            .Select(static c => string.Create(CultureInfo.InvariantCulture, $"{c.Name} = {c.Count}")),
    ];
}
