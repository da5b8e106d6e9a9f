namespace Leveret.Verification.Fixes;

/// <summary>How often fixes may be applied until nothing is left to fix.</summary>
/// <param name="Least">The smallest number that is right.</param>
/// <param name="Most">The largest number that is right.</param>
internal sealed record IterationLimit(int Least, int Most)
{
    /// <summary>No fix may be offered at all.</summary>
    public static IterationLimit Never { get; } = new(0, 0);

    /// <summary>The limit that a test sets, or else at most <paramref name="usual"/> and at least one.</summary>
    public static IterationLimit Create(int? set, int usual) => set switch
    {
        null => new IterationLimit(Math.Min(usual, 1), usual),
        < 0 => new IterationLimit(0, -set.Value),
        _ => new IterationLimit(set.Value, set.Value),
    };

    /// <summary>Fails if a further application is not allowed.</summary>
    public void VerifyMayApply(string what, int done, string title)
    {
        if (done < Most)
        {
            return;
        }

        throw new VerificationException(Most == 0
            ? $"Iterations of {what}: '{title}' is offered where no fix is expected."
            : $"Iterations of {what}: '{title}' is offered after {done} applications, and at most {Most} are expected; the fix leaves or makes diagnostics, or loops.");
    }

    /// <summary>Fails if there were too few applications.</summary>
    public void VerifyDone(string what, int done)
    {
        if (done < Least)
        {
            throw new VerificationException($"Iterations of {what}: {done} fixes were applied, and at least {Least} expected; no action is offered, or not the one that the test names.");
        }
    }
}
