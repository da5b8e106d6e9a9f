using Xunit;

namespace Leveret.Package.Tests.Broker;

/// <summary>
/// What <c>dotnet format analyzers</c> makes of the sample worker, run on a real broker beside the worker as it was.
/// </summary>
[Collection(PackageTests.Name)]
[Trait("Category", "Broker")]
public sealed class FixedWorkerTests(PackageFixture package)
{
    private const string Orders = "orders";
    private const string Notifications = "notifications";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_fixed_worker_holds_one_unacknowledged_order_where_the_legacy_worker_holds_them_all()
    {
        await using var servers = await Servers.StartAsync();
        var legacy = await MostUnacknowledgedAsync(await package.LegacyWorkerAsync(), servers);
        var mended = await MostUnacknowledgedAsync(await package.FixedWorkerAsync(), servers);

        Assert.InRange(legacy, 20, int.MaxValue);
        Assert.Equal(1, mended);
    }

    [Fact]
    public async Task The_fixed_worker_loses_no_notification_when_it_is_killed_where_the_legacy_worker_loses_most()
    {
        const int count = 30;
        await using var servers = await Servers.StartAsync();
        var legacy = await MailedAfterKillAsync(await package.LegacyWorkerAsync(), servers, "legacy", count);
        var mended = await MailedAfterKillAsync(await package.FixedWorkerAsync(), servers, "fixed", count);

        Assert.InRange(legacy, 0, count - 10);
        Assert.Equal(count, mended);
    }

    /// <summary>The most orders that a worker holds at once while it handles a hundred.</summary>
    private static async Task<int> MostUnacknowledgedAsync(string build, Servers servers)
    {
        await using var host = await servers.Rabbit.CreateVirtualHostAsync();
        var worker = new Worker(build, servers, host);
        await worker.PublishAsync(Orders, Enumerable.Range(0, 100).Select(static i => new { OrderNumber = $"{Guid.NewGuid():n}", CustomerEmail = "customer@example.com", Sku = "MUG-01", Quantity = 1, UnitPrice = 9.5m }));
        await using var process = worker.Start();
        var most = 0;
        var seen = 0;
        await process.WaitAsync(
            async () =>
            {
                var unacknowledged = (await host.QueueAsync(Orders)).Unacknowledged;
                most = Math.Max(most, unacknowledged);
                seen += unacknowledged > 0 ? 1 : 0;
                return seen == 3;
            },
            Patience,
            "The worker");
        await process.KillAsync();
        return most;
    }

    /// <summary>How many of the notifications were mailed in the end, if the worker is killed after the first few and started again.</summary>
    private static async Task<int> MailedAfterKillAsync(string build, Servers servers, string run, int count)
    {
        await using var host = await servers.Rabbit.CreateVirtualHostAsync();
        var worker = new Worker(build, servers, host);
        await worker.PublishAsync(Notifications, Enumerable.Range(0, count).Select(i => new { OrderNumber = $"{run}-{i}", CustomerEmail = "customer@example.com", Total = 9.5m }));
        await using (var first = worker.Start())
        {
            await first.WaitAsync(() => Task.FromResult(Mailed(servers, run) >= 5), Patience, "The worker");
            await first.KillAsync();
        }

        await using var second = worker.Start();
        await second.WaitAsync(async () => await host.QueueAsync(Notifications) is { Ready: 0, Unacknowledged: 0 } && await IsQuietAsync(servers), Patience, "The worker");
        return Mailed(servers, run);
    }

    private static int Mailed(Servers servers, string run) => servers.Mails.Subjects.Where(s => s.Contains(run + "-", StringComparison.Ordinal)).Distinct().Count();

    /// <summary>Whether no mail comes for two seconds, many times what one takes.</summary>
    private static async Task<bool> IsQuietAsync(Servers servers)
    {
        var before = servers.Mails.Subjects.Count;
        await Task.Delay(TimeSpan.FromSeconds(2));
        return servers.Mails.Subjects.Count == before;
    }
}
