using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Leveret.Servers;

/// <summary>
/// A virtual host that a test has for itself; it goes with all its queues when it is disposed of. What was declared is read from the
/// management API, figures, which are up to 5 seconds old there, from the metrics of the queue's leader: up to a second.
/// </summary>
public sealed class VirtualHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RabbitMqCluster _cluster;

    internal VirtualHost(RabbitMqCluster cluster, string name)
    {
        _cluster = cluster;
        Name = name;
    }

    /// <summary>Its name, as a connection is told it.</summary>
    public string Name { get; }

    /// <summary>What a queue holds, when there are figures of it; an error if it does not exist.</summary>
    public async Task<QueueState> QueueAsync(string queue)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            var metrics = await LeaderOfAsync(queue) is { } leader ? await _cluster.MetricsAsync(leader, $"vhost={Name}&family=queue_coarse_metrics&family=queue_consumer_count") : [];
            if (Number(metrics, "messages_ready", queue) is { } ready && Number(metrics, "messages_unacked", queue) is { } unacknowledged && Number(metrics, "consumers", queue) is { } consumers)
                return new QueueState(ready, unacknowledged, consumers);

            if (clock.Elapsed > Patience)
                throw new ServerException($"there are no figures of queue '{queue}' in '{Name}' after {Patience.TotalSeconds} s");
        }
    }

    /// <summary>The names of all queues.</summary>
    public async Task<IReadOnlyList<string>> QueuesAsync()
    {
        using var answer = await GetAsync($"api/queues/{Name}?columns=name");
        return [.. answer.RootElement.EnumerateArray().Select(static queue => queue.GetProperty("name").GetString()!)];
    }

    /// <summary>What a queue was declared with.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ArgumentsAsync(string queue)
    {
        using var answer = await GetAsync($"{PathOf(queue)}?columns=arguments");
        return answer.RootElement.GetProperty("arguments").EnumerateObject().ToDictionary(static argument => argument.Name, static argument => argument.Value.ToString());
    }

    /// <summary>The consumers of a queue as of now, a line each.</summary>
    public async Task<IReadOnlyList<string>> ConsumersAsync(string queue)
    {
        var listed = await _cluster.CtlAsync("--no-table-headers", "list_consumers", "--vhost", Name);
        return [.. listed.Split('\n').Where(line => line.StartsWith($"{queue}\t", StringComparison.Ordinal))];
    }

    /// <summary>The node that a queue's leader is on, or null while it has none; of a classic queue, the only one it is on.</summary>
    public async Task<RabbitMqNode?> LeaderOfAsync(string queue)
    {
        using var answer = await GetAsync($"{PathOf(queue)}?columns=node,leader");
        var name = answer.RootElement.TryGetProperty("leader", out var leader) ? leader.GetString() : answer.RootElement.GetProperty("node").GetString();
        return _cluster.Nodes.SingleOrDefault(node => node.Name == name);
    }

    /// <summary>Adds a user of this virtual host, or changes the password of one.</summary>
    public Task AddUserAsync(string user, string password) =>
        _cluster.SendAsync(HttpMethod.Put, $"api/users/{user}", JsonSerializer.Serialize(new { password, tags = "" }));

    /// <summary>Says what a user may do in this virtual host.</summary>
    public Task PermitAsync(string user, string configure, string write, string read) =>
        _cluster.SendAsync(HttpMethod.Put, $"api/permissions/{Name}/{user}", JsonSerializer.Serialize(new { configure, write, read }));

    /// <summary>Removes a user.</summary>
    public Task RemoveUserAsync(string user) => _cluster.SendAsync(HttpMethod.Delete, $"api/users/{user}");

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _cluster.SendAsync(HttpMethod.Delete, $"api/vhosts/{Name}");

    private string PathOf(string queue) => $"api/queues/{Name}/{Uri.EscapeDataString(queue)}";

    private async Task<JsonDocument> GetAsync(string path) => JsonDocument.Parse(await _cluster.SendAsync(HttpMethod.Get, path));

    private int? Number(IEnumerable<string> metrics, string name, string queue)
    {
        var start = $"rabbitmq_detailed_queue_{name}{{vhost=\"{Name}\",queue=\"{queue}\"}} ";
        return metrics.FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal)) is { } line ? int.Parse(line[start.Length..], CultureInfo.InvariantCulture) : null;
    }
}
