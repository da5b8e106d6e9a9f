namespace Leveret.Verification.Tests;

/// <summary>Code that the toys are tried on.</summary>
internal static class Snippets
{
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

    public const string Fixed = """
        using System.Threading.Tasks;
        using RabbitMQ.Client;

        public class Worker
        {
            public async Task Settle(IChannel channel, ulong tag)
            {
                // everything so far
                await channel.BasicAckAsync(tag, false);
            }
        }
        """;
}
