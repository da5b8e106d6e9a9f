namespace Leveret.Verification.Tests;

/// <summary>Code that the toys are tried on.</summary>
internal static class Snippets
{
    /// <summary>One diagnostic of the toy rule, marked without an id.</summary>
    public const string Marked = """
        using System.Threading.Tasks;
        using RabbitMQ.Client;

        public class Worker
        {
            public async Task Settle(IChannel channel, ulong tag)
            {
                // everything so far
                await channel.BasicAckAsync(tag, [|true|]);
            }
        }
        """;

    /// <summary>The same, fixed.</summary>
    public static string Fixed { get; } = Marked.Replace("[|true|]", "false", StringComparison.Ordinal);

    /// <summary>The same, without markup.</summary>
    public static string Plain { get; } = Call("true");

    /// <summary>Two diagnostics.</summary>
    public static string MarkedTwice { get; } = Marked.Replace(
        "[|true|]);",
        "[|true|]);\n        await channel.BasicAckAsync(tag + 1, [|true|]);",
        StringComparison.Ordinal);

    /// <summary>Two diagnostics, fixed.</summary>
    public static string FixedTwice { get; } = MarkedTwice.Replace("[|true|]", "false", StringComparison.Ordinal);

    /// <summary>Two diagnostics, one of them fixed.</summary>
    public static string FixedHalf { get; } = MarkedTwice.Replace("(tag, [|true|])", "(tag, false)", StringComparison.Ordinal);

    /// <summary>The snippet with another argument.</summary>
    public static string Call(string multiple) => Marked.Replace("[|true|]", multiple, StringComparison.Ordinal);

    /// <summary>A snippet with nothing but a class of this name.</summary>
    public static string Class(string name) => $"public class {name}\n{{\n}}\n";
}
