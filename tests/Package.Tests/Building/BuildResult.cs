using System.Text.RegularExpressions;

namespace Leveret.Package.Tests.Building;

/// <summary>What a build said and how it ended.</summary>
internal sealed partial record BuildResult(int ExitCode, string Output)
{
    public IReadOnlyList<Finding> Findings { get; } = Finding.Parse(Output);

    /// <summary>Warnings and errors of others: of the compiler about an analyzer that it cannot load, for one.</summary>
    public IReadOnlyList<string> OtherDiagnostics { get; } =
    [
        .. Output.Split('\n').Where(line => OtherDiagnostic().IsMatch(line)).Distinct(),
    ];

    /// <summary>The rules that reported with <paramref name="severity"/>, each once, in order.</summary>
    public IEnumerable<string> Rules(string severity) =>
        Findings.Where(finding => finding.Severity == severity).Select(finding => finding.Id).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\b(warning|error) (?!RMQ\d{4}\b)[A-Z]+\d+:")]
    private static partial Regex OtherDiagnostic();
}
