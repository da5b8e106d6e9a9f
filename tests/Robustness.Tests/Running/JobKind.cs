namespace Leveret.Robustness.Tests.Running;

/// <summary>What can be examined.</summary>
internal enum JobKind
{
    /// <summary>The mutant of a seed.</summary>
    Mutant,

    /// <summary>A group of sources as it is.</summary>
    Source,

    /// <summary>A hard input of that name.</summary>
    HardInput,

    /// <summary>Any code, by a rule that has the fault of that name.</summary>
    Fault,
}
