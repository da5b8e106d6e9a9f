using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Leveret.Servers.Running;
using RabbitMQ.Client;

namespace Leveret.Servers;

/// <summary>RabbitMQ nodes that a test process starts through <c>eng/cluster.sh</c>, and that end with it. Nodes are counted from 0.</summary>
public sealed class RabbitMqCluster : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<(string Version, int Nodes), Lazy<Task<RabbitMqCluster>>> Shared = new();

    private readonly ClusterScript _script;
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private RabbitMqNode? _running;

    private RabbitMqCluster(ClusterScript script, IReadOnlyDictionary<string, string> description)
    {
        _script = script;
        Version = description["VERSION"];
        Nodes = [.. Enumerable.Range(1, int.Parse(description["NODES"], CultureInfo.InvariantCulture)).Select(n => Node(n, description))];
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("guest:guest")));
    }

    /// <summary>The version that the broker has, such as 4.3.6.</summary>
    public string Version { get; }

    /// <summary>All nodes, whatever state they are in.</summary>
    public IReadOnlyList<RabbitMqNode> Nodes { get; }

    /// <summary>Starts a cluster that nobody else uses.</summary>
    /// <param name="version">3.10, 4.0 or 4.3.</param>
    /// <param name="nodes">1 to 3.</param>
    public static async Task<RabbitMqCluster> StartAsync(string version, int nodes = 3)
    {
        var script = new ClusterScript($"test-{Environment.ProcessId}-{Guid.NewGuid():N}");
        var printed = await script.UpAsync(version, nodes);
        return new RabbitMqCluster(script, Lines(printed).Select(static line => line.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair[1]));
    }

    /// <summary>The one cluster of this kind that the test process has, started when it is first asked for. Leave it whole.</summary>
    public static Task<RabbitMqCluster> SharedAsync(string version, int nodes = 3) =>
        Shared.GetOrAdd((version, nodes), static key => new Lazy<Task<RabbitMqCluster>>(() => StartAsync(key.Version, key.Nodes))).Value;

    /// <summary>Ends nodes as a crash does.</summary>
    public Task KillAsync(params int[] nodes) => ChangeAsync(["kill", .. Numbers(nodes)]);

    /// <summary>Starts killed nodes on their data; done when they are back in the cluster.</summary>
    public Task StartAsync(params int[] nodes) => ChangeAsync(["start", .. Numbers(nodes)]);

    /// <summary>Stops nodes as a hanging machine does.</summary>
    public Task PauseAsync(params int[] nodes) => ChangeAsync(["pause", .. Numbers(nodes)]);

    /// <summary>Lets paused nodes go on; done when all running nodes see each other.</summary>
    public Task ResumeAsync(params int[] nodes) => ChangeAsync(["resume", .. Numbers(nodes)]);

    /// <summary>Parts nodes from all others; clients still reach them.</summary>
    public Task CutAsync(params int[] nodes) => ChangeAsync(["cut", .. Numbers(nodes)]);

    /// <summary>Undoes all cuts; done when all running nodes see each other.</summary>
    public Task HealAsync() => ChangeAsync(["heal"]);

    /// <summary>Undoes all cuts, lets paused nodes go on and starts killed ones.</summary>
    public async Task RestoreAsync()
    {
        var states = await StatesAsync();
        if (In("cut") is not [])
            await HealAsync();

        if (In("paused") is [_, ..] paused)
            await ResumeAsync(paused);

        if (In("killed") is [_, ..] killed)
            await StartAsync(killed);

        int[] In(string state) => [.. Nodes.Select(static node => node.Index).Where(index => states[index] == state)];
    }

    /// <summary>The state of each node: running, paused, killed or cut.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync() =>
        [.. Lines(await _script.RunAsync("status")).Skip(1).Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2])];

    /// <summary>The first node that runs.</summary>
    public async Task<RabbitMqNode> RunningAsync()
    {
        if (_running is { } known)
            return known;

        var index = (await StatesAsync()).ToList().IndexOf("running");
        return _running = index >= 0 ? Nodes[index] : throw new ServerException("no node runs");
    }

    /// <summary>What rabbitmqctl prints on a node.</summary>
    public Task<string> CtlAsync(int node, params string[] arguments) => _script.RunAsync(["ctl", .. Numbers([node]), "--quiet", .. arguments]);

    /// <summary>What rabbitmqctl prints on a node that runs.</summary>
    public async Task<string> CtlAsync(params string[] arguments) => await CtlAsync((await RunningAsync()).Index, arguments);

    /// <summary>The settings of a connection to one node, which the client's own recovery comes back to.</summary>
    public ConnectionFactory Factory(string virtualHost = "/", int node = 0) =>
        new() { HostName = Nodes[node].Host, Port = Nodes[node].Port, VirtualHost = virtualHost };

    /// <summary>Connects to one node, or to any of the nodes.</summary>
    public Task<IConnection> ConnectAsync(string virtualHost = "/", int? node = null, Action<ConnectionFactory>? configure = null)
    {
        var factory = Factory(virtualHost, node ?? 0);
        configure?.Invoke(factory);
        return node is null ? factory.CreateConnectionAsync(Endpoints()) : factory.CreateConnectionAsync();
    }

    /// <summary>Where clients reach all the nodes.</summary>
    public IReadOnlyList<AmqpTcpEndpoint> Endpoints() => [.. Nodes.Select(static node => new AmqpTcpEndpoint(node.Host, node.Port))];

    /// <summary>A virtual host for one test.</summary>
    public async Task<VirtualHost> CreateVirtualHostAsync()
    {
        var name = $"test-{Guid.NewGuid():N}";
        await SendAsync(HttpMethod.Put, $"api/vhosts/{name}");
        var host = new VirtualHost(this, name);
        await host.PermitAsync("guest", ".*", ".*", ".*");
        return host;
    }

    /// <summary>The metrics of each queue, channel and so on that a node has, as Prometheus reads them, a line each.</summary>
    internal async Task<IReadOnlyList<string>> MetricsAsync(RabbitMqNode node, string query) =>
        Lines(await _http.GetStringAsync(new Uri($"{node.Prometheus}/detailed?{query}")));

    /// <summary>What the management API of a node that runs answers.</summary>
    internal async Task<string> SendAsync(HttpMethod method, string path, string? body = null) => await SendAsync(method, await RunningAsync(), path, body);

    /// <summary>
    /// Closes the connections of all clients from the broker's side; clients recover from it as from a broker that stops. Also those
    /// that are not on the broker's list yet, which close_all_connections and the management API go by.
    /// </summary>
    public Task CloseAllConnectionsAsync(string reason) =>
        CtlAsync("eval", $"[rabbit_networking:close_connection(C, <<\"{reason}\">>) || C <- rabbit_networking:connections()].");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _script.RunAsync("down");
    }

    private async Task ChangeAsync(IEnumerable<string> arguments)
    {
        await _script.RunAsync(arguments);
        _running = null;
    }

    private async Task<string> SendAsync(HttpMethod method, RabbitMqNode node, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Management, path));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? answer : throw new ServerException($"{method} {request.RequestUri}: {(int)response.StatusCode} {answer}");
    }

    private static RabbitMqNode Node(int number, IReadOnlyDictionary<string, string> description)
    {
        string Value(string what) => description[$"NODE{number}_{what}"];
        return new RabbitMqNode(number - 1, Value("NAME"), Value("HOST"), Number(Value("PORT")), new Uri(Value("MANAGEMENT")), new Uri(Value("PROMETHEUS")));
    }

    private static IEnumerable<string> Numbers(int[] nodes) => nodes.Select(static node => (node + 1).ToString(CultureInfo.InvariantCulture));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
