using Leveret.Package.Tests.Building;
using Xunit;

namespace Leveret.Package.Tests;

/// <summary>What <c>dotnet format analyzers</c> makes of a solution once the package is installed.</summary>
[Collection(PackageTests.Name)]
public sealed class FormatTests(PackageFixture package)
{
    private static readonly string[] Rules = ["RMQ1001", "RMQ1002", "RMQ2001", "RMQ2002"];

    private const string Client6 = """
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        namespace Letters;

        public static class Worker
        {
            public static void Start(IConnection connection, Action<string> print)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    print(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("letters", autoAck: false, consumer);
            }

            public static void StartUnlimited(IConnection connection)
            {
                var channel = connection.CreateModel();
                channel.BasicQos(prefetchSize: 0, prefetchCount: 0, global: false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    channel.BasicAck(delivery.DeliveryTag, multiple: false);
                };
                channel.BasicConsume("parcels", autoAck: false, consumer);
            }

            public static void StartLossy(IConnection connection)
            {
                var channel = connection.CreateModel();
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    File.WriteAllBytes("card", delivery.Body.ToArray());
                };
                channel.BasicConsume("cards", autoAck: true, consumer);
            }

            public static void StartStormy(IConnection connection, Func<string, bool> deliver)
            {
                var channel = connection.CreateModel();
                channel.QueueDeclare("bills", durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object> { ["x-dead-letter-exchange"] = "dead" });
                channel.BasicQos(prefetchSize: 0, prefetchCount: 20, global: false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, delivery) =>
                {
                    if (deliver(delivery.RoutingKey))
                        channel.BasicAck(delivery.DeliveryTag, multiple: false);
                    else
                        channel.BasicNack(delivery.DeliveryTag, multiple: false, requeue: true);
                };
                channel.BasicConsume("bills", autoAck: false, consumer);
            }
        }
        """;

    private const string Client7 = """
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        namespace Orders;

        public static class Worker
        {
            public static async Task StartAsync(IConnection connection, Func<string, Task> book, CancellationToken stopping)
            {
                var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    await book(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                };
                await channel.BasicConsumeAsync("orders", autoAck: false, consumer, stopping);
            }

            public static async Task StartUnlimitedAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 0, global: false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    Console.WriteLine(delivery.RoutingKey);
                    await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                };
                await channel.BasicConsumeAsync("returns", autoAck: false, consumer);
            }

            public static async Task StartLossyAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    await File.WriteAllBytesAsync("invoice", delivery.Body.ToArray());
                };
                await channel.BasicConsumeAsync("invoices", autoAck: true, consumer);
            }

            public static async Task StartStormyAsync(IConnection connection, Func<string, Task<bool>> deliver)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 20, global: false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    if (await deliver(delivery.RoutingKey))
                        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
                    else
                        await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
                };
                await channel.BasicConsumeAsync("reminders", autoAck: false, consumer);
            }
        }
        """;

    [Fact]
    public async Task A_solution_of_two_projects_is_fixed_builds_and_stays_as_it_is()
    {
        var folder = Directory.CreateDirectory(Path.Combine(package.Projects, "Fixed")).FullName;
        var letters = await CreateAsync(folder, "Letters", "6.4.0", Client6);
        var orders = await CreateAsync(folder, "Orders", "7.1.2", Client7);
        await RunAsync(folder, "new", "sln", "--name", "Fixed", "--format", "sln");
        await RunAsync(folder, "sln", "add", "Letters", "Orders");
        Assert.Equal(Rules, (await letters.BuildAsync()).Rules("warning").Intersect(Rules));
        Assert.Equal(Rules, (await orders.BuildAsync()).Rules("warning").Intersect(Rules));

        await RunAsync(folder, [.. Format]);

        Assert.Empty((await letters.BuildAsync()).Rules("warning").Intersect(Rules));
        Assert.Empty((await orders.BuildAsync()).Rules("warning").Intersect(Rules));
        var text = Text(folder, "Letters");
        Assert.Contains("channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);", text, StringComparison.Ordinal);
        Assert.Contains("channel.BasicQos(prefetchSize: 0, prefetchCount: 50, global: false);", text, StringComparison.Ordinal);
        Assert.Contains("channel.BasicNack(delivery.DeliveryTag, multiple: false, requeue: !delivery.Redelivered);", text, StringComparison.Ordinal);
        text = Text(folder, "Orders");
        Assert.Contains("await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false, cancellationToken: stopping);", text, StringComparison.Ordinal);
        Assert.Contains("await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 50, global: false);", text, StringComparison.Ordinal);

        await RunAsync(folder, [.. Format]);
        Assert.Equal(text, Text(folder, "Orders"));
        await RunAsync(folder, [.. Format, "--verify-no-changes"]);
    }

    private static IEnumerable<string> Format => ["format", "analyzers", "Fixed.sln", "--no-restore", "--diagnostics", .. Rules];

    private static string Text(string folder, string project) => File.ReadAllText(Path.Combine(folder, project, "Worker.cs"));

    private async Task<UserProject> CreateAsync(string solution, string name, string client, string code)
    {
        var folder = Directory.CreateDirectory(Path.Combine(solution, name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "Worker.cs"), code);
        await File.WriteAllTextAsync(
            Path.Combine(folder, name + ".csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="RabbitMQ.Client" Version="{client}" />
              </ItemGroup>
            </Project>
            """);
        return await package.InstallAsync(folder);
    }

    /// <summary>Ends with an error if the command does.</summary>
    private Task<string> RunAsync(string folder, params string[] arguments) => DotnetCli.RequireAsync(folder, package.PackagesFolder, arguments);
}
