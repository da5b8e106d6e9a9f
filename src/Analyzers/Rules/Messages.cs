namespace Leveret.Analyzers.Rules;

/// <summary>The parts that messages share.</summary>
internal static class Messages
{
    /// <summary>The queue as messages name it: empty where its name is not a constant.</summary>
    public static string Of(string? queue) => queue is null ? "" : $" of queue '{queue}'";
}
