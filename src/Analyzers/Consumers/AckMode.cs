namespace Leveret.Analyzers.Consumers;

/// <summary>Who settles the deliveries of a consumer or get.</summary>
internal enum AckMode
{
    /// <summary>The argument has several values, or one that is not seen.</summary>
    Unknown,

    /// <summary>The program acknowledges.</summary>
    Manual,

    /// <summary>The broker takes a message as settled when it has sent it.</summary>
    Auto,
}
