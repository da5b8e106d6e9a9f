using System.Collections.Immutable;
using Leveret.Verification.Analysis;

namespace Leveret.Verification;

/// <summary>The best pairing of expectations with found diagnostics: as many exact pairs as possible, whatever the order.</summary>
internal sealed class Matching
{
    private readonly ImmutableArray<DiagnosticResult> _expected;
    private readonly ImmutableArray<FoundDiagnostic> _found;
    private readonly int[] _foundOf;
    private readonly int[] _expectedOf;

    private Matching(ImmutableArray<DiagnosticResult> expected, ImmutableArray<FoundDiagnostic> found)
    {
        _expected = expected;
        _found = found;
        _foundOf = [.. Enumerable.Repeat(-1, expected.Length)];
        _expectedOf = [.. Enumerable.Repeat(-1, found.Length)];
    }

    /// <summary>The exact pairs.</summary>
    public IEnumerable<(DiagnosticResult Expected, FoundDiagnostic Found)> Pairs =>
        Enumerable.Range(0, _expected.Length).Where(e => _foundOf[e] >= 0).Select(e => (_expected[e], _found[_foundOf[e]]));

    /// <summary>The expectations that nothing meets.</summary>
    public IEnumerable<DiagnosticResult> Missing => _expected.Where((_, e) => _foundOf[e] < 0);

    /// <summary>What was found and not expected.</summary>
    public IEnumerable<FoundDiagnostic> Unexpected => _found.Where((_, f) => _expectedOf[f] < 0);

    /// <summary>Pairs <paramref name="expected"/> with <paramref name="found"/>.</summary>
    public static Matching Of(ImmutableArray<DiagnosticResult> expected, ImmutableArray<FoundDiagnostic> found)
    {
        var matching = new Matching(expected, found);
        for (var e = 0; e < expected.Length; e++)
        {
            matching.Assign(e, new bool[found.Length]);
        }

        return matching;
    }

    /// <summary>Finds a diagnostic for an expectation, moving other expectations to other diagnostics where that makes room.</summary>
    private bool Assign(int e, bool[] tried)
    {
        for (var f = 0; f < _found.Length; f++)
        {
            if (tried[f] || Comparison.Differences(_expected[e], _found[f]).Count > 0)
            {
                continue;
            }

            tried[f] = true;
            if (_expectedOf[f] < 0 || Assign(_expectedOf[f], tried))
            {
                _expectedOf[f] = e;
                _foundOf[e] = f;
                return true;
            }
        }

        return false;
    }
}
