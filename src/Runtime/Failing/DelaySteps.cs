namespace Leveret.Failing;

/// <summary>The waits that step queues exist for. Longer ones are made up of several.</summary>
internal sealed class DelaySteps
{
    /// <summary>How much longer than what is left a step may be: what was 10 seconds when it was decided is less by now, and is not to be made up of ten steps.</summary>
    private const double Tolerance = 0.05;

    private readonly TimeSpan[] _ascending;

    /// <param name="steps">At least one, each longer than nothing.</param>
    public DelaySteps(IEnumerable<TimeSpan> steps)
    {
        _ascending = [.. steps.Distinct().Order()];
    }

    public IReadOnlyList<TimeSpan> All => _ascending;

    public TimeSpan Smallest => _ascending[0];

    /// <summary>The next step of a wait: the largest that is not longer by more than a twentieth, and the smallest for what is shorter than any.</summary>
    public TimeSpan Next(TimeSpan remaining)
    {
        for (var index = _ascending.Length - 1; index > 0; index--)
        {
            if (_ascending[index] <= remaining * (1 + Tolerance))
                return _ascending[index];
        }

        return _ascending[0];
    }

    /// <summary>The step in which a wait may vary: the largest that is at most a tenth of it, or the smallest.</summary>
    public TimeSpan GrainOf(TimeSpan delay) => Next(delay / 10);
}
