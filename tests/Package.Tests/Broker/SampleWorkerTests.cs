using System.Globalization;
using Leveret.Package.Tests.Building;
using Leveret.Servers;
using Xunit;

namespace Leveret.Package.Tests.Broker;

/// <summary>samples/Worker, as the solution builds it, run as its README says.</summary>
[Trait("Category", "Broker")]
public sealed class SampleWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Each_order_is_booked_and_confirmed_once_and_those_that_cannot_be_are_dead_lettered()
    {
        await using var servers = await Servers.StartAsync();
        await using var host = await servers.Rabbit.CreateVirtualHostAsync();
        await using var worker = Start(servers, host);
        await worker.WaitAsync(async () => (await host.QueuesAsync()).Contains("orders.dead-letter"), Patience, "The worker");

        await using var publisher = Start(servers, host, "publish", "30", "--discontinued", "2");
        await worker.WaitAsync(
            async () => servers.Mails.Subjects.Count >= 28 && await host.QueueAsync("orders.dead-letter") is { Ready: 2 } && await IsEmptyAsync(host, "orders", "notifications", "catalog-import", "audit"),
            Patience,
            "The worker");

        Assert.Equal(28, servers.Mails.Subjects.Count);
        Assert.Equal(28, servers.Mails.Subjects.Distinct().Count());
        Assert.True(await IsEmptyAsync(host, "notifications.dead-letter", "catalog-import.dead-letter", "audit.dead-letter"));
    }

    private static WorkerProcess Start(Servers servers, VirtualHost host, params string[] arguments) => WorkerProcess.Start(
        "dotnet",
        [Path.Combine(Repository.Root, "samples", "Worker", "bin", "Debug", "net10.0", "Worker.dll"), .. arguments],
        new Dictionary<string, string>
        {
            ["RabbitMQ__Nodes__0"] = string.Create(CultureInfo.InvariantCulture, $"{servers.Rabbit.Nodes[0].Host}:{servers.Rabbit.Nodes[0].Port}"),
            ["RabbitMQ__VirtualHost"] = host.Name,
            ["ConnectionStrings__Orders"] = servers.Database.ConnectionString,
            ["Payments__BaseAddress"] = servers.Mails.Address,
            ["Mail__BaseAddress"] = servers.Mails.Address,
            ["LocalServices__Enabled"] = "false",
        });

    private static async Task<bool> IsEmptyAsync(VirtualHost host, params string[] queues)
    {
        foreach (var queue in queues)
        {
            if (await host.QueueAsync(queue) is not { Ready: 0, Unacknowledged: 0 })
                return false;
        }

        return true;
    }
}
