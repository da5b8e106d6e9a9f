namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>A reporting and a near-miss case of every rule.</summary>
internal static class RuleCases
{
    private const string Limit = "await SetLimitAsync(channel, 20, stoppingToken);";
    private const string Log = "logger.LogInformation(\"Order {Text}\", text);";
    private const string Ack = "await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);";
    private const string Upsert = "await ExecuteAsync(\"INSERT INTO orders (id) VALUES (@id) ON CONFLICT (id) DO NOTHING\", text);";
    private const string Insert = "await ExecuteAsync(\"INSERT INTO orders (text) VALUES (@id)\", text);";

    public static IEnumerable<RuleCase> All { get; } =
    [
        new("RMQ1001", true, Consumer("", Log + Ack)),
        new("RMQ1001", false, Consumer(Limit, Log + Ack)),
        new("RMQ1002", true, Consumer("await channel.BasicQosAsync(0, 0, global: false, stoppingToken);", Log + Ack)),
        new("RMQ1002", false, Consumer("await channel.BasicQosAsync(0, (ushort)Environment.ProcessorCount, global: false, stoppingToken);", Log + Ack)),
        new("RMQ1003", true, Polling("while (!stoppingToken.IsCancellationRequested)", "await Task.Delay(500, stoppingToken);")),
        new("RMQ1003", false, Polling("while (true)", "break;")),
        new("RMQ2001", true, Consumer("", Upsert, autoAck: true)),
        new("RMQ2001", false, Consumer("", Log, autoAck: true)),
        new("RMQ2002", true, Consumer(Limit, Failing("true"))),
        new("RMQ2002", false, Consumer(Limit, Failing("!ea.Redelivered"))),
        new("RMQ3001", true, Consumer(Limit, Insert + Ack)),
        new("RMQ3001", false, Consumer(Limit, Upsert + Ack)),
    ];

    private static string Failing(string requeue) => $$"""
        try
        {
            {{Upsert}}
            {{Ack}}
        }
        catch (Exception e)
        {
            logger.LogError(e, "Order {Text} failed", text);
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: {{requeue}});
        }
        """;

    private static string Consumer(string setUp, string handler, bool autoAck = false) => Worker($$"""
        {{setUp}}
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            var text = Encoding.UTF8.GetString(ea.Body.Span);
            {{handler}}
            await Task.Yield();
        };
        await channel.BasicConsumeAsync("orders", autoAck: {{(autoAck ? "true" : "false")}}, consumer, stoppingToken);
        """);

    private static string Polling(string loop, string empty) => Worker($$"""
        {{loop}}
        {
            var result = await channel.BasicGetAsync("orders", autoAck: false, stoppingToken);
            if (result is null)
            {
                {{empty}}
            }
            else
            {
                logger.LogInformation("Order {Text}", Encoding.UTF8.GetString(result.Body.Span));
                await channel.BasicAckAsync(result.DeliveryTag, multiple: false, stoppingToken);
            }
        }
        """);

    private static string Worker(string work) => $$"""
        using System;
        using System.Data.Common;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.Extensions.Logging;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        namespace Shop;

        public sealed class Worker(IConnection connection, DbDataSource source, ILogger<Worker> logger)
        {
            public async Task RunAsync(CancellationToken stoppingToken)
            {
                await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
                await channel.QueueDeclareAsync("orders", durable: true, exclusive: false, autoDelete: false, cancellationToken: stoppingToken);
                {{work}}
            }

            private static async Task SetLimitAsync(IChannel channel, ushort count, CancellationToken stoppingToken) =>
                await channel.BasicQosAsync(0, count, global: false, stoppingToken);

            private async Task ExecuteAsync(string statement, string id)
            {
                await using var connection = await source.OpenConnectionAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = statement;
                var parameter = command.CreateParameter();
                parameter.ParameterName = "id";
                parameter.Value = id;
                command.Parameters.Add(parameter);
                await command.ExecuteNonQueryAsync();
                logger.LogDebug("Done");
            }
        }

        """;
}
