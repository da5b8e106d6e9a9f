using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>Notices fixes that do not get anywhere.</summary>
internal sealed class Progress(string what)
{
    private readonly List<Solution> _seen = [];
    private ImmutableArray<string> _last;

    /// <summary>Fails if diagnostics or code have been just so before.</summary>
    public async Task VerifyAsync(AnalysedCode code, CancellationToken cancellationToken)
    {
        foreach (var earlier in _seen)
        {
            if (await SolutionTexts.AreEqualAsync(earlier, code.Solution, cancellationToken).ConfigureAwait(false))
            {
                throw new VerificationException($"Loop: {what} returns to code that it has already left.");
            }
        }

        ImmutableArray<string> now = [.. code.Diagnostics.Select(static d => d.Identity)];
        if (!_last.IsDefaultOrEmpty && _last.SequenceEqual(now))
        {
            throw new VerificationException($"No progress: the same diagnostics before and after {what}:\n  {string.Join("\n  ", now)}");
        }

        _seen.Add(code.Solution);
        _last = now;
    }
}
