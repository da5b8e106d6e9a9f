namespace Leveret.Failing;

/// <summary>When the next attempt is, after so many have failed.</summary>
internal sealed class RetryPolicy
{
    private readonly int _immediate;
    private readonly TimeSpan[] _delays;
    private readonly double _jitter;
    private readonly DelaySteps _steps;

    public RetryPolicy(RetryOptions options, DelaySteps steps)
    {
        _immediate = options.Immediate;
        _delays = [.. options.Delays];
        _jitter = options.Jitter;
        _steps = steps;
    }

    /// <summary>The steps that the waits begin with.</summary>
    public IEnumerable<TimeSpan> Steps => _delays.Select(_steps.Next).Distinct();

    /// <summary>How many attempts there are in all.</summary>
    public int Attempts => 1 + _immediate + _delays.Length;

    /// <summary>How many attempts follow each other without a wait.</summary>
    public int AttemptsAtOnce => 1 + _immediate;

    /// <summary>Whether the next attempt is at once.</summary>
    /// <param name="failed">How many attempts have failed.</param>
    public bool IsImmediate(int failed) => failed <= _immediate;

    /// <summary>Whether no attempt is left.</summary>
    /// <param name="failed">How many attempts have failed.</param>
    public bool IsExhausted(int failed) => failed >= Attempts;

    /// <summary>How long to wait for the next attempt.</summary>
    /// <param name="failed">How many attempts have failed: more than the immediate ones, fewer than all.</param>
    /// <param name="random">A number from 0 to 1, excluding 1.</param>
    public TimeSpan Delay(int failed, double random)
    {
        var delay = _delays[failed - _immediate - 1];
        var grain = _steps.GrainOf(delay);
        // Jitter in whole grains: each further step that a wait is made up of is one more move of the message.
        var grains = (long)((delay * _jitter / grain) + 1e-9);
        return delay + (grain * (long)(random * (grains + 1)));
    }
}
