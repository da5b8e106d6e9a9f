using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>A listener on one queue whose handler has the given body; all that differs between its tests is what the handler does.</summary>
internal sealed record HandlerSnippet(Client Client, string Body)
{
    /// <summary>Whether the broker is told to forget messages as it sends them.</summary>
    public required bool AutoAck { get; init; }

    /// <summary>Whether the body settles the message; otherwise an acknowledgement follows it, unless the broker needs none.</summary>
    public bool Settles { get; init; }

    /// <summary>The rule that is reported on the consume call; none if null.</summary>
    public string? Reported { get; init; }

    /// <summary>What the listener is constructed with, as parameters separated by semicolons; <c>IStore store</c> is the field <c>_store</c>.</summary>
    public string Services { get; init; } = "";

    /// <summary>Further declarations, after the listener.</summary>
    public string Types { get; init; } = "";

    /// <summary>References beyond the framework and RabbitMQ.Client.</summary>
    public Library[] Libraries { get; init; } = [];

    /// <summary>The whole file.</summary>
    public string Source
    {
        get
        {
            var v7 = Client == Client.V7;
            var call = v7 ? "BasicConsumeAsync" : "BasicConsume";
            var consume = Reported is null ? call : $"{{|{Reported}:{call}|}}";
            var services = Services.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(service => service.LastIndexOf(' ') is var space ? (Type: service[..space], Name: service[(space + 1)..]) : default)
                .Prepend((Type: v7 ? "IChannel" : "IModel", Name: "channel"))
                .ToArray();
            return $$"""
                public sealed class Listener
                {
                    {{Lines(services.Select(s => $"private readonly {s.Type} _{s.Name};"), 1)}}

                    public Listener({{string.Join(", ", services.Select(s => $"{s.Type} {s.Name}"))}})
                    {
                        {{Lines(services.Select(s => $"_{s.Name} = {s.Name};"), 2)}}
                    }

                    public {{(v7 ? "async Task StartAsync" : "void Start")}}()
                    {
                        {{(AutoAck ? "" : v7 ? "await _channel.BasicQosAsync(0, 20, false);" : "_channel.BasicQos(0, 20, false);")}}
                        var consumer = new AsyncEventingBasicConsumer(_channel);
                        consumer.{{(v7 ? "ReceivedAsync" : "Received")}} += async (sender, ea) =>
                        {
                            var text = Encoding.UTF8.GetString(ea.Body.ToArray());
                            {{Lines(Body.ReplaceLineEndings("\n").Split('\n'), 3)}}
                            {{(AutoAck || Settles ? "" : v7 ? "await _channel.BasicAckAsync(ea.DeliveryTag, false);" : "_channel.BasicAck(ea.DeliveryTag, false);")}}
                        };
                        {{(v7 ? "await " : "")}}_channel.{{consume}}("depot", autoAck: {{(AutoAck ? "true" : "false")}}, consumer: consumer);
                    }
                }

                {{Types}}
                """;
        }
    }

    /// <summary>Runs the rules over the file.</summary>
    public Task VerifyAsync() => Snippets.Run(Client, Libraries, Source);

    private static string Lines(IEnumerable<string> lines, int depth) => string.Join('\n' + new string(' ', 4 * depth), lines);
}
