using Leveret.Verification;

namespace Leveret.Robustness.Tests.Hard;

/// <summary>Every hard input: deep, large, circular or odd.</summary>
internal static partial class HardInputs
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Data.Common;
        using System.Linq;
        using System.Net.Http;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        """;

    public static IReadOnlyDictionary<string, HardInput> All { get; } = Expressions()
        .Concat(Statements())
        .Concat(Sizes())
        .Concat(Circles())
        .Concat(Oddities())
        .ToDictionary(static i => i.Name, StringComparer.Ordinal);

    private static HardInput V7(string name, params string[] files) => Sized(name, 1, _ => files);

    private static HardInput Sized(string name, int size, Func<int, string[]> write) =>
        new(name, Client.V7, size, Nests: false, s => [.. write(s).Select(static f => Usings + f)]);

    private static HardInput Nested(string name, int depth, Func<int, string> write) => new(name, Client.V7, depth, Nests: true, d => [Usings + write(d)]);

    private static HardInput Plain(string name, Client client, params string[] files) => new(name, client, 1, Nests: false, _ => files);

    private static string Repeat(int count, string text) => string.Concat(Enumerable.Repeat(text, count));

    private static string Repeat(int count, Func<int, string> text, string separator = "\n") => string.Join(separator, Enumerable.Range(0, count).Select(text));

    private static string Around(int depth, string before, string inner, string after) => Repeat(depth, before) + inner + Repeat(depth, after);

    /// <summary>A listener that starts, polls, fails and requeues, with the given handler.</summary>
    private static string Listener(string handler, string members = "") => $$"""
        class Listener(IConnection connection, DbConnection database, HttpClient http)
        {
            public async Task StartAsync()
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    {{handler}}
                };
                await channel.BasicConsumeAsync("letters", false, consumer);
                await channel.BasicConsumeAsync("parcels", true, consumer);
            }

            {{members}}
        }
        """;
}
