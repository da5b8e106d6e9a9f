using System.Globalization;
using System.Net.Sockets;
using Leveret.Servers.Running;

namespace Leveret.Servers.Tests;

/// <summary>What <c>eng/cluster.sh</c> answers, and what it leaves behind.</summary>
[Trait("Category", "Broker")]
public sealed class CommandTests : IAsyncLifetime
{
    private readonly ClusterFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.CleanUpAsync();

    [Fact]
    public async Task Clusters_live_side_by_side()
    {
        var one = _folder.Script("one");
        var other = _folder.Script("other");
        var printed = await Task.WhenAll(one.UpAsync("4.3", 1), other.UpAsync("4.3", 1));

        var hosts = printed.Select(static text => Value(text, "NODE1_HOST")).ToArray();
        Assert.NotEqual(hosts[0], hosts[1]);
        await one.RunAsync("ctl", "1", "add_vhost", "only-here");
        Assert.Contains("only-here", await one.RunAsync("ctl", "1", "list_vhosts"), StringComparison.Ordinal);
        Assert.DoesNotContain("only-here", await other.RunAsync("ctl", "1", "list_vhosts"), StringComparison.Ordinal);

        await one.RunAsync("down");
        Assert.Contains("running", await other.RunAsync("status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_of_a_cluster_whose_nodes_were_cut_paused_and_killed()
    {
        var script = _folder.Script("broken");
        var printed = await script.UpAsync("4.3", 3);
        var processes = _folder.Processes("broken");
        Assert.Equal(4, processes.Length);
        Assert.All(processes, static process => Assert.True(ClusterFolder.Runs(process)));
        var rules = $"leveret_{Value(printed, "NODE1_HOST").Split('.')[2]}";

        await script.RunAsync("cut", "1");
        Assert.Contains(rules, await Command.RunAsync("nft", ["list", "tables"]), StringComparison.Ordinal);
        await script.RunAsync("pause", "2");
        await script.RunAsync("kill", "3");
        var status = await script.RunAsync("status");
        Assert.Matches("node 1 +cut .*\nnode 2 +paused .*\nnode 3 +killed ", status);

        await script.RunAsync("down");

        Assert.All(processes, static process => Assert.False(ClusterFolder.Runs(process)));
        Assert.False(Directory.Exists(_folder.StateOf("broken")));
        Assert.DoesNotContain(rules, await Command.RunAsync("nft", ["list", "tables"]), StringComparison.Ordinal);
        for (var node = 1; node <= 3; node++)
            await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(Value(printed, $"NODE{node}_HOST"), Value(printed, $"NODE{node}_PORT")));
        await script.RunAsync("down");
    }

    [Fact]
    public async Task A_cluster_goes_down_with_its_owner()
    {
        using var owner = System.Diagnostics.Process.Start("sleep", "600");
        await Command.RunAsync(ClusterScript.File, ["--name", "owned", "up", "--owner", owner.Id.ToString(CultureInfo.InvariantCulture)], Settings("4.3", "1"));
        _folder.Script("owned");
        var processes = _folder.Processes("owned");
        await Task.Delay(1500);
        Assert.All(processes, static process => Assert.True(ClusterFolder.Runs(process)));

        owner.Kill();

        await Eventually.HoldsAsync(() => Task.FromResult(!Directory.Exists(_folder.StateOf("owned"))), TimeSpan.FromSeconds(60), "the cluster goes down");
        Assert.All(processes, static process => Assert.False(ClusterFolder.Runs(process)));
    }

    [Fact]
    public async Task A_node_that_ends_while_the_cluster_starts_fails_the_start_and_leaves_nothing()
    {
        using var up = _folder.Up("failing", nodes: 1);
        var log = Path.Combine(_folder.StateOf("failing"), "node1", "output.log");
        await Eventually.HoldsAsync(() => Task.FromResult(new FileInfo(log) is { Exists: true, Length: > 0 }), TimeSpan.FromSeconds(30), "a node is launched");
        var processes = _folder.Processes("failing");
        var node = File.ReadAllText(Path.Combine(_folder.StateOf("failing"), "node1.pid")).Split(' ')[0];
        await Command.RunAsync("sh", ["-c", $"kill -KILL {node}"]);
        var error = await up.StandardError.ReadToEndAsync();
        await up.WaitForExitAsync();

        Assert.True(up.ExitCode != 0, error + await up.StandardOutput.ReadToEndAsync());
        Assert.Contains("-- end of the log of node 1", error, StringComparison.Ordinal);
        Assert.Contains("cluster.sh: node 1 ended", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.StateOf("failing")));
        Assert.All(processes, static process => Assert.False(ClusterFolder.Runs(process)));
    }

    [Fact]
    public async Task Down_cleans_up_after_a_start_that_crashed()
    {
        using var up = _folder.Up("crashed", nodes: 1);
        await Eventually.HoldsAsync(() => Task.FromResult(File.Exists(Path.Combine(_folder.StateOf("crashed"), "node1.pid"))), TimeSpan.FromSeconds(30), "a node is launched");
        up.Kill();
        await up.WaitForExitAsync();
        var processes = _folder.Processes("crashed");
        Assert.All(processes, static process => Assert.True(ClusterFolder.Runs(process)));

        var again = await Command.TryAsync(ClusterScript.File, ["--name", "crashed", "up"], Settings("4.3", "1"));
        await _folder.Script("crashed").RunAsync("down");

        Assert.Equal("cluster.sh: cluster 'crashed' is there already: 'down' ends it\n", again.Error);
        Assert.All(processes, static process => Assert.False(ClusterFolder.Runs(process)));
        Assert.False(Directory.Exists(_folder.StateOf("crashed")));
    }

    [Fact]
    public async Task A_node_that_is_not_there_or_not_in_that_state_is_named()
    {
        var script = _folder.Script("small");
        await script.UpAsync("4.3", 1);

        await AssertFailsAsync(script, "cluster.sh: no node '7': this cluster has 1 to 1", "kill", "7");
        await AssertFailsAsync(script, "cluster.sh: no node 'x': this cluster has 1 to 1", "ctl", "x", "status");
        await AssertFailsAsync(script, "cluster.sh: kill needs the number of a node", "kill");
        await AssertFailsAsync(script, "cluster.sh: cannot start node 1: it is running", "start", "1");
        await AssertFailsAsync(script, "cluster.sh: cannot resume node 1: it is running", "resume", "1");
        await AssertFailsAsync(script, "cluster.sh: cut needs more than one node", "cut", "1");
        await AssertFailsAsync(script, "cluster.sh: cluster 'small' is there already: 'down' ends it", "up");
        await script.RunAsync("kill", "1");
        await AssertFailsAsync(script, "cluster.sh: cannot kill node 1: it is killed", "kill", "1");
        await AssertFailsAsync(script, "cluster.sh: cannot ctl node 1: it is killed", "ctl", "1", "status");
        await AssertFailsAsync(script, "cluster.sh: cannot pause node 1: it is killed", "pause", "1");
    }

    [Theory]
    [InlineData("kill 1", "cluster.sh: no cluster 'none': 'up' starts one")]
    [InlineData("status", "cluster.sh: no cluster 'none': 'up' starts one")]
    [InlineData("explode", "cluster.sh: unknown command 'explode', see --help")]
    [InlineData("up --fast", "cluster.sh: unknown argument '--fast', see --help")]
    [InlineData("up --owner 999999999", "cluster.sh: no process '999999999' to be the owner")]
    public async Task Without_a_cluster_an_error_is_one_clear_line(string arguments, string error) =>
        await AssertFailsAsync(new ClusterScript("none", _folder.Environment), error, arguments.Split(' '));

    [Theory]
    [InlineData("3.9", "3", "cluster.sh: unknown version '3.9': RABBITMQ is 3.10, 4.0 or 4.3")]
    [InlineData("4.3", "5", "cluster.sh: NODES is 1, 2 or 3, not '5'")]
    public async Task Unknown_settings_are_named(string version, string nodes, string error)
    {
        var result = await Command.TryAsync(ClusterScript.File, ["--name", "none", "up"], Settings(version, nodes));

        Assert.Equal((1, error + "\n"), (result.ExitCode, result.Error));
        Assert.False(Directory.Exists(_folder.StateOf("none")));
    }

    private static async Task AssertFailsAsync(ClusterScript script, string error, params string[] arguments)
    {
        var result = await script.TryAsync(arguments);

        Assert.Equal((1, error + "\n"), (result.ExitCode, result.Error));
    }

    private Dictionary<string, string> Settings(string version, string nodes) =>
        new(_folder.Environment) { ["RABBITMQ"] = version, ["NODES"] = nodes };

    private static string Value(string printed, string name) => printed.Split('\n').Single(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private static async Task ConnectAsync(string host, string port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, int.Parse(port, CultureInfo.InvariantCulture));
    }
}
