using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Leveret.Servers;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Xunit.Abstractions;

namespace Leveret.Tests.Broker;

/// <summary>A virtual host of the shared cluster of one version, and a connection to it, for one test.</summary>
internal sealed class TestBroker : IAsyncDisposable
{
    private static readonly HttpClient Http = new()
    {
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("guest:guest"u8)) },
    };

    private readonly VirtualHost _virtualHost;
    private readonly IChannel _publishing;

    private TestBroker(RabbitMqCluster cluster, VirtualHost virtualHost, string queueType, IConnection connection, IChannel publishing)
    {
        Cluster = cluster;
        _virtualHost = virtualHost;
        QueueType = queueType;
        Connection = connection;
        _publishing = publishing;
    }

    public RabbitMqCluster Cluster { get; }

    public string VirtualHost => _virtualHost.Name;

    /// <summary>The type of the queues that <see cref="DeclareAsync"/> declares.</summary>
    public string QueueType { get; }

    /// <summary>The test's own connection, on which it publishes and looks.</summary>
    public IConnection Connection { get; }

    /// <summary>Makes a virtual host and connects to it.</summary>
    public static async Task<TestBroker> StartAsync(string version, string queueType, ITestOutputHelper output, int nodes = 3)
    {
        var cluster = await RabbitMqCluster.SharedAsync(version, nodes);
        output.WriteLine($"RabbitMQ {cluster.Version}, {cluster.Nodes.Count} nodes, {queueType} queues");
        var virtualHost = await cluster.CreateVirtualHostAsync();
        var connection = await cluster.ConnectAsync(virtualHost.Name, node: 0);
        var publishing = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return new TestBroker(cluster, virtualHost, queueType, connection, publishing);
    }

    /// <summary>A connection for a consumer, which comes back soon after it was lost.</summary>
    public Task<IConnection> ConnectAsync(Action<ConnectionFactory>? configure = null) =>
        Cluster.ConnectAsync(VirtualHost, node: 0, factory =>
        {
            factory.NetworkRecoveryInterval = TimeSpan.FromMilliseconds(200);
            configure?.Invoke(factory);
        });

    /// <summary>A connection for a consumer that goes through a proxy.</summary>
    public Task<IConnection> ConnectAsync(AmqpProxy proxy) =>
        ConnectAsync(factory =>
        {
            factory.HostName = "127.0.0.1";
            factory.Port = proxy.Port;
        });

    /// <summary>Options of a consumer that waits for nothing long: no attempt at once, one after 200 milliseconds, then the dead-letter queue.</summary>
    public static ConsumerOptions Options(string queue, ILogger? logger = null) => new(queue)
    {
        DrainTimeout = TimeSpan.FromSeconds(2),
        SilenceTimeout = TimeSpan.FromSeconds(2),
        Logger = logger,
        Retry =
        {
            Immediate = 0,
            Delays = [TimeSpan.FromMilliseconds(200)],
            Jitter = 0,
            Steps = [TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)],
        },
        DeadLetter = { ConfirmTimeout = TimeSpan.FromSeconds(5) },
    };

    /// <summary>Declares a durable queue of this test's type.</summary>
    public async Task<string> DeclareAsync(string queue, params (string Name, object? Value)[] arguments)
    {
        var all = arguments.ToDictionary(static argument => argument.Name, static argument => argument.Value);
        all.TryAdd("x-queue-type", QueueType);
        await using var channel = await Connection.CreateChannelAsync();
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, all);
        return queue;
    }

    /// <summary>Publishes messages to a queue, confirmed; the id of each is its body too.</summary>
    public async Task PublishAsync(string queue, params IEnumerable<string> ids)
    {
        var confirmed = ids.Select(id => PublishAsync("", queue, new BasicProperties { MessageId = id }, id)).ToList();
        await Task.WhenAll(confirmed);
    }

    /// <summary>Publishes a message, confirmed.</summary>
    public async Task PublishAsync(string exchange, string routingKey, BasicProperties properties, string body)
    {
        properties.Persistent = true;
        await _publishing.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }

    /// <summary>How many messages are ready, and how many consumers there are, as of now. Null where there is no such queue.</summary>
    public async Task<QueueDeclareOk?> LookAsync(string queue)
    {
        await using var channel = await Connection.CreateChannelAsync();
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return null;
        }
    }

    /// <summary>How many messages are ready as of now.</summary>
    public async Task<uint> ReadyAsync(string queue) => (await LookAsync(queue))?.MessageCount ?? throw new ServerException($"there is no queue '{queue}'");

    /// <summary>Waits until so many messages are ready.</summary>
    public Task HasReadyAsync(string queue, uint count) => Eventually.HoldsAsync(async () => await ReadyAsync(queue) == count, $"{count} messages ready in {queue}");

    /// <summary>How many deliveries of a queue are unacknowledged, up to a second ago.</summary>
    public async Task<int> UnacknowledgedAsync(string queue)
    {
        using var document = await GetAsync($"api/queues/{VirtualHost}/{Uri.EscapeDataString(queue)}?columns=messages_unacknowledged");
        // An empty list where there are no figures yet.
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("messages_unacknowledged", out var number) ? number.GetInt32() : 0;
    }

    /// <summary>Waits until so many deliveries are unacknowledged.</summary>
    public Task HasUnacknowledgedAsync(string queue, int count) =>
        Eventually.HoldsAsync(async () => await UnacknowledgedAsync(queue) == count, $"{count} deliveries of {queue} unacknowledged");

    /// <summary>The names of all queues.</summary>
    public async Task<IReadOnlyList<string>> QueuesAsync()
    {
        using var document = await GetAsync($"api/queues/{VirtualHost}?columns=name");
        return [.. document.RootElement.EnumerateArray().Select(static queue => queue.GetProperty("name").GetString()!)];
    }

    /// <summary>What a queue was declared with.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ArgumentsAsync(string queue)
    {
        using var document = await GetAsync($"api/queues/{VirtualHost}/{Uri.EscapeDataString(queue)}?columns=arguments");
        return document.RootElement.GetProperty("arguments").EnumerateObject().ToDictionary(static argument => argument.Name, static argument => argument.Value.ToString());
    }

    /// <summary>Takes all messages that are ready.</summary>
    public async Task<IReadOnlyList<BasicGetResult>> TakeAllAsync(string queue)
    {
        var all = new List<BasicGetResult>();
        await using var channel = await Connection.CreateChannelAsync();
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } message)
            all.Add(message);

        return all;
    }

    /// <summary>Waits for messages and takes them.</summary>
    public async Task<IReadOnlyList<BasicGetResult>> TakeAsync(string queue, int count)
    {
        var all = new List<BasicGetResult>();
        await Eventually.HoldsAsync(
            async () =>
            {
                all.AddRange(await TakeAllAsync(queue));
                return all.Count >= count;
            },
            $"{count} messages in {queue}");
        return all;
    }

    /// <summary>Adds a user of this virtual host, whose password is the name.</summary>
    public async Task AddUserAsync(string user, string configure, string write, string read)
    {
        await SendAsync(HttpMethod.Put, $"api/users/{user}", new { password = user, tags = "" });
        await PermitAsync(user, configure, write, read);
    }

    /// <summary>Says what a user may do in this virtual host.</summary>
    public Task PermitAsync(string user, string configure, string write, string read) =>
        SendAsync(HttpMethod.Put, $"api/permissions/{VirtualHost}/{user}", new { configure, write, read });

    public Task RemoveUserAsync(string user) => SendAsync(HttpMethod.Delete, $"api/users/{user}", null);

    /// <summary>How many channels and consumers the broker has in this virtual host, but for the test's own.</summary>
    public async Task<(int Channels, int Consumers)> OpenAsync()
    {
        var channels = await Cluster.CtlAsync(0, "--no-table-headers", "list_channels", "vhost");
        var consumers = await Cluster.CtlAsync(0, "--no-table-headers", "list_consumers", "--vhost", VirtualHost, "consumer_tag");
        return (channels.Split('\n').Count(line => line == VirtualHost) - 1, consumers.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await SendAsync(HttpMethod.Delete, $"api/vhosts/{VirtualHost}", null);
    }

    private async Task<JsonDocument> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(Cluster.Nodes[0].Management, path));
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonDocument>() ?? throw new ServerException($"{path}: no answer");
    }

    private async Task SendAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Cluster.Nodes[0].Management, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var response = await Http.SendAsync(request);
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.NoContent))
            throw new ServerException($"{method} {path}: {response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }
}
