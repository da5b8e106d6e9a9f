namespace Leveret.Analyzers.Paths;

/// <summary>How a statement can end.</summary>
[Flags]
internal enum Completion
{
    None = 0,

    /// <summary>The next statement runs.</summary>
    Next = 1,

    /// <summary>The loop goes on.</summary>
    Continue = 2,

    /// <summary>The loop or switch ends.</summary>
    Break = 4,

    /// <summary>The function ends.</summary>
    Leave = 8,
}
