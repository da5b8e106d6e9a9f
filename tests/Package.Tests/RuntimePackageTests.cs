using Leveret.Package.Tests.Building;
using Xunit;

namespace Leveret.Package.Tests;

/// <summary>What a project has that installs the runtime.</summary>
[Collection(PackageTests.Name)]
public sealed class RuntimePackageTests(PackageFixture package)
{
    private const string Program =
        """
        using Leveret;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        Console.WriteLine(Outcome.DeadLetter("no"));

        public static class Consumers
        {
            public static Task<QueueConsumer> StartAsync(IConnection connection) =>
                QueueConsumer.StartAsync(connection, new ConsumerOptions("orders") { Prefetch = 10 }, (delivery, _) => new ValueTask<Outcome>(Outcome.Ack));

            public static async Task StartRawAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) => await channel.BasicAckAsync(ea.DeliveryTag, false);
                await channel.BasicConsumeAsync("orders", autoAck: false, consumer);
            }
        }
        """;

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task One_install_brings_the_consumer_and_the_rules(string framework)
    {
        var project = await package.InstallAsync(Create($"Runtime-{framework}", framework, Program), "Leveret");

        var build = await project.BuildAsync();

        Assert.Equal(0, build.ExitCode);
        Assert.Equal(["RMQ1001"], build.Rules("warning"));
        Assert.Empty(build.OtherDiagnostics);
        var run = await DotnetCli.RunAsync(project.Folder, package.PackagesFolder, "run", "--no-build");
        Assert.Equal((0, "DeadLetter: no"), (run.ExitCode, run.Output.Trim()));
    }

    [Fact]
    public async Task The_inbox_brings_the_runtime()
    {
        var project = await package.InstallAsync(
            Create(
                "Inbox",
                "net10.0",
                """
                using Leveret;
                using Leveret.PostgreSql;
                using Npgsql;

                var options = new ConsumerOptions("orders") { Inbox = new PostgreSqlInbox(NpgsqlDataSource.Create("Host=localhost")) };
                Console.WriteLine(options.Inbox);
                """),
            "Leveret.PostgreSql");

        var build = await project.BuildAsync();

        Assert.Equal(0, build.ExitCode);
        Assert.Empty(build.OtherDiagnostics);
    }

    private string Create(string name, string framework, string program)
    {
        var folder = Directory.CreateDirectory(Path.Combine(package.Projects, name)).FullName;
        File.WriteAllText(
            Path.Combine(folder, $"{name}.csproj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{framework}</TargetFramework>
                <RollForward>Major</RollForward>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Program.cs"), program);
        return folder;
    }
}
