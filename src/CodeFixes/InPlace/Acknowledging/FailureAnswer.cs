namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>What a catch does about the message that failed.</summary>
internal enum FailureAnswer
{
    /// <summary>It logs, waits or leaves.</summary>
    None,

    /// <summary>It does work of its own, such as keeping a record of the failure.</summary>
    Works,

    /// <summary>It publishes the message, whatever else happens.</summary>
    HandsOn,

    /// <summary>It may send the message somewhere, keep it, or do the work in another way.</summary>
    Unclear,
}
