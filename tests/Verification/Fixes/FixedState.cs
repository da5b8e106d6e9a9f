using System.Collections.Immutable;
using Leveret.Verification.Solutions;

namespace Leveret.Verification.Fixes;

/// <summary>The code that a test expects after fixes.</summary>
internal static class FixedState
{
    /// <summary>The state with <paramref name="sources"/>. Where nothing else is said, it has the same diagnostics as before if the code is the same, and otherwise those that the fix does not take.</summary>
    public static CodeState Create(
        string label,
        FixSettings settings,
        CodeState initial,
        ImmutableArray<(string Path, string Text)> sources,
        ImmutableArray<DiagnosticResult> expected)
    {
        var state = CodeState.Create(label, settings.Test, sources, expected);
        if (state.Files.SequenceEqual(initial.Files))
        {
            return state with { Expected = initial.Expected };
        }

        return state.Expected.IsEmpty ? CodeState.Create(label, settings.Test, sources, Inherited(settings.Test)) : state;
    }

    private static IEnumerable<DiagnosticResult> Inherited(TestSettings settings)
    {
        var reported = settings.Analyzers.SelectMany(static a => a.SupportedDiagnostics).Select(static d => d.Id).ToHashSet();
        return settings.ExpectedDiagnostics.Where(e => reported.Contains(e.Id) && !settings.FixableIds.Contains(e.Id));
    }
}
