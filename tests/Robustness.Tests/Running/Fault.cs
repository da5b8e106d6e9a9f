namespace Leveret.Robustness.Tests.Running;

/// <summary>What a rule can do to those who run it.</summary>
internal enum Fault
{
    Throws,
    OverflowsStack,

    /// <summary>Uses 700 KB of its stack.</summary>
    NeedsStack,
    IsSlow,
    Hangs,
    EndsProcess,
}
