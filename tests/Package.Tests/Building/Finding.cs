using System.Globalization;
using System.Text.RegularExpressions;

namespace Leveret.Package.Tests.Building;

/// <summary>One of our diagnostics in the output of a build.</summary>
internal sealed partial record Finding(string Id, string Severity, string File, int Line, string Message)
{
    public static IReadOnlyList<Finding> Parse(string output) =>
    [
        .. output.Split('\n')
            .Select(line => Pattern().Match(line))
            .Where(match => match.Success)
            .Select(match => new Finding(
                match.Groups["id"].Value,
                match.Groups["severity"].Value,
                match.Groups["file"].Value,
                int.TryParse(match.Groups["line"].Value, CultureInfo.InvariantCulture, out var line) ? line : 0,
                match.Groups["message"].Value))
            .Distinct(),
    ];

    [GeneratedRegex(@"^\s*(?<file>[^(]+?)(\((?<line>\d+)(,\d+)*\))?\s*: (?<severity>warning|error) (?<id>RMQ\d{4}): (?<message>.*?)( \[[^\]]*\])?\s*$")]
    private static partial Regex Pattern();
}
