using System.Globalization;
using RabbitMQ.Client;

namespace Leveret.Package.Tests.Broker;

/// <summary>One RabbitMQ node, as Debian ships it, on free ports of 127.0.0.1, with its data in a temporary folder.</summary>
internal sealed class RabbitMqNode : IAsyncDisposable
{
    private const string Programs = "/usr/lib/rabbitmq/bin";
    private const string NodeName = "leveret@localhost";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leveret-rabbitmq-");
    private readonly Dictionary<string, string> _environment;
    private readonly ServerProcess _epmd;
    private readonly ServerProcess _node;

    private RabbitMqNode()
    {
        Port = FreePort.Next();
        var epmdPort = Text(FreePort.Next());
        var cookie = Path.Combine(_folder.FullName, ".erlang.cookie");
        File.WriteAllText(cookie, Guid.NewGuid().ToString("N"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(cookie, UnixFileMode.UserRead);
        }

        var empty = Path.Combine(_folder.FullName, "empty");
        File.WriteAllText(empty, "");
        var plugins = Path.Combine(_folder.FullName, "enabled_plugins");
        File.WriteAllText(plugins, "[].");
        _environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = _folder.FullName,
            ["LANG"] = "C.UTF-8",
            ["ERL_EPMD_PORT"] = epmdPort,
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODENAME"] = NodeName,
            ["RABBITMQ_NODE_PORT"] = Text(Port),
            ["RABBITMQ_DIST_PORT"] = Text(FreePort.Next()),
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder.FullName, "data"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder.FullName, "log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(_folder.FullName, "rabbitmq"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
            ["RABBITMQ_CONF_ENV_FILE"] = empty,
            ["RABBITMQ_ALLOW_INPUT"] = "1",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-noinput -kernel inet_dist_use_interface {127,0,0,1}",
        };
        // A port mapper that this test owns: the node would start one that outlives it.
        _epmd = ServerProcess.Start("epmd", ["-port", epmdPort, "-address", "127.0.0.1"]);
        _node = ServerProcess.Start(Path.Combine(Programs, "rabbitmq-server"), [], _environment, inherit: false);
    }

    public int Port { get; }

    public static bool IsInstalled => File.Exists(Path.Combine(Programs, "rabbitmq-server"));

    public static async Task<RabbitMqNode> StartAsync()
    {
        var node = new RabbitMqNode();
        try
        {
            await node._node.WaitAsync(node.AcceptsConnectionsAsync, TimeSpan.FromMinutes(2), "RabbitMQ");
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    public Task<IConnection> ConnectAsync() => new ConnectionFactory { HostName = "127.0.0.1", Port = Port }.CreateConnectionAsync();

    /// <summary>The messages of a queue that are sent and not acknowledged, and those that wait; as the node counts them now.</summary>
    public async Task<(int Unacknowledged, int Ready)> CountAsync(string queue)
    {
        var listed = await ServerProcess.RunAsync(
            Path.Combine(Programs, "rabbitmqctl"),
            ["-n", NodeName, "--quiet", "--no-table-headers", "list_queues", "name", "messages_unacknowledged", "messages_ready"],
            _environment,
            inherit: false);
        var row = listed.Split('\n').Select(static line => line.Split('\t')).SingleOrDefault(fields => fields[0] == queue)
            ?? throw new InvalidOperationException($"There is no queue '{queue}': {listed}");
        return (int.Parse(row[1], CultureInfo.InvariantCulture), int.Parse(row[2], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _epmd.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<bool> AcceptsConnectionsAsync()
    {
        try
        {
            await using var connection = await ConnectAsync();
            return true;
        }
        catch (RabbitMQ.Client.Exceptions.BrokerUnreachableException)
        {
            return false;
        }
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
