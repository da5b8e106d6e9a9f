using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification;

/// <summary>Which additional locations of a diagnostic an editor fades out.</summary>
internal static class UnnecessaryCode
{
    /// <summary>The indices, which Roslyn keeps in a property as <c>[0,2]</c>.</summary>
    public static IReadOnlySet<int> Indices(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(WellKnownDiagnosticTags.Unnecessary, out var list) && list is not null
            ? list.Trim('[', ']')
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(static i => int.Parse(i, CultureInfo.InvariantCulture))
                .ToHashSet()
            : new HashSet<int>();

    /// <summary>What is inconsistent about the marks of <paramref name="diagnostic"/>, or nothing.</summary>
    public static string? Problem(Diagnostic diagnostic)
    {
        var indices = Indices(diagnostic);
        if (indices.Count == 0)
        {
            return null;
        }

        if (!diagnostic.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Unnecessary))
        {
            return "marks additional locations as unnecessary code, but its descriptor lacks the tag Unnecessary";
        }

        return indices.Any(i => i < 0 || i >= diagnostic.AdditionalLocations.Count)
            ? "marks an additional location as unnecessary code that it does not have"
            : null;
    }
}
