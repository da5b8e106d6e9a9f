namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>What becomes of the return statements of a function in which deliveries are settled.</summary>
internal enum Returns
{
    /// <summary>They stay.</summary>
    Stay,

    /// <summary>The function becomes async, and awaits the tasks that it returned.</summary>
    BecomeAwaits,
}
