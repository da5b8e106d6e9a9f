namespace Leveret.Analyzers.Paths;

/// <summary>When a statement runs, as far as a requeue is concerned.</summary>
internal enum PathKind
{
    /// <summary>On every path, or on one that says nothing about failure.</summary>
    Neutral,

    /// <summary>After a failure, again and again for a message that always fails.</summary>
    Failure,

    /// <summary>At shutdown, after a delay, or only so many times.</summary>
    Bounded,
}
