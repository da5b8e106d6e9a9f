using System.Globalization;
using Leveret.Verification.Analysis;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification;

/// <summary>How one found diagnostic differs from one expectation.</summary>
internal static class Comparison
{
    /// <summary>The differences, in words; none if the diagnostic is as expected.</summary>
    public static IReadOnlyList<string> Differences(DiagnosticResult expected, FoundDiagnostic found)
    {
        var differences = new List<string>();
        var actual = found.Diagnostic;
        if (expected.Id != actual.Id)
        {
            differences.Add($"id: expected {expected.Id}, found {actual.Id}");
        }

        CompareLocation(expected, actual, differences);
        if (!expected.Options.HasFlag(DiagnosticOptions.IgnoreAdditionalLocations))
        {
            CompareAdditionalLocations(expected, actual, differences);
        }

        if (!expected.Options.HasFlag(DiagnosticOptions.IgnoreSeverity) && expected.Severity != actual.Severity)
        {
            differences.Add($"severity: expected {expected.Severity}, found {actual.Severity}");
        }

        if (expected.IsSuppressed != actual.IsSuppressed)
        {
            differences.Add($"suppression: expected {Word(expected.IsSuppressed)}, found {Word(actual.IsSuppressed)}");
        }

        CompareMessage(expected, found, differences);
        return differences;
    }

    private static void CompareLocation(DiagnosticResult expected, Diagnostic actual, List<string> differences)
    {
        if (!expected.HasLocation)
        {
            if (actual.Location != Location.None)
            {
                differences.Add($"location: expected none, found {Display.Place(actual.Location)}");
            }

            return;
        }

        var place = actual.Location.GetLineSpan();
        if (actual.Location == Location.None || !expected.Locations[0].Matches(place))
        {
            differences.Add($"location: expected {Display.Place(expected.Locations[0])}, found {Display.Place(actual.Location)}");
        }
    }

    private static void CompareAdditionalLocations(DiagnosticResult expected, Diagnostic actual, List<string> differences)
    {
        var count = Math.Max(expected.Locations.Length - 1, 0);
        if (count != actual.AdditionalLocations.Count)
        {
            var places = string.Join(", ", actual.AdditionalLocations.Select(Display.Place));
            differences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"additional locations: expected {count}, found {actual.AdditionalLocations.Count} ({places})"));
            return;
        }

        for (var i = 0; i < count; i++)
        {
            var wanted = expected.Locations[i + 1];
            if (!wanted.Matches(actual.AdditionalLocations[i].GetLineSpan()))
            {
                differences.Add($"additional location {i}: expected {Display.Place(wanted)}, found {Display.Place(actual.AdditionalLocations[i])}");
            }

            if (wanted.Options.HasFlag(DiagnosticLocationOptions.UnnecessaryCode) != UnnecessaryCode.Indices(actual).Contains(i))
            {
                differences.Add($"additional location {i}: marked as unnecessary code in one of expectation and diagnostic only");
            }
        }
    }

    private static void CompareMessage(DiagnosticResult expected, FoundDiagnostic found, List<string> differences)
    {
        if (expected.Message is { } message)
        {
            if (message != found.Message)
            {
                differences.Add($"message: expected \"{message}\"\n             found    \"{found.Message}\"");
            }
        }
        else if (!expected.MessageArguments.IsEmpty)
        {
            var wanted = expected.MessageArguments.Select(Display.Argument);
            var arguments = Display.Arguments(found.Diagnostic);
            if (!wanted.SequenceEqual(arguments, StringComparer.Ordinal))
            {
                differences.Add($"arguments: expected ({string.Join(", ", wanted)}), found ({string.Join(", ", arguments)})");
            }
        }
    }

    private static string Word(bool suppressed) => suppressed ? "suppressed" : "not suppressed";
}
