namespace Leveret.Robustness.Tests.Running;

/// <summary>How the analysis of some code went.</summary>
internal sealed record Outcome
{
    /// <summary>What went wrong; null if nothing did.</summary>
    public string? Problem { get; init; }

    /// <summary>The code that was analysed, where there is a problem with it.</summary>
    public string? Code { get; init; }

    /// <summary>The ids that were reported.</summary>
    public string[] Reported { get; init; } = [];

    /// <summary>How many actions the fixes offered.</summary>
    public int Actions { get; init; }

    /// <summary>The processor time that the compiler took alone, where that was measured.</summary>
    public TimeSpan Compiler { get; init; }

    /// <summary>The processor time that the rules took.</summary>
    public TimeSpan Rules { get; init; }
}
