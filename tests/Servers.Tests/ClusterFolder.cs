using System.Diagnostics;
using Leveret.Servers.Running;

namespace Leveret.Servers.Tests;

/// <summary>A folder for clusters of one test, with what they leave on the machine.</summary>
internal sealed class ClusterFolder
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leveret-cluster-tests-");
    private readonly List<string> _names = [];

    public Dictionary<string, string> Environment => new() { ["LEVERET_CLUSTERS"] = _folder.FullName };

    public ClusterScript Script(string name)
    {
        _names.Add(name);
        return new ClusterScript(name, Environment);
    }

    public string StateOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>The processes of a cluster; each of their files has the number and the start time.</summary>
    public int[] Processes(string name) =>
        [.. Directory.GetFiles(StateOf(name), "*.pid").Select(static file => int.Parse(File.ReadAllText(file).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Starts the script and does not wait for it.</summary>
    public Process Up(string name, int nodes)
    {
        _names.Add(name);
        var start = new ProcessStartInfo(ClusterScript.File, ["--name", name, "up"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LEVERET_CLUSTERS"] = _folder.FullName;
        start.Environment["RABBITMQ"] = "4.3";
        start.Environment["NODES"] = nodes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }

    public static bool Runs(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Takes down what is still up.</summary>
    public async Task CleanUpAsync()
    {
        foreach (var name in _names)
            await new ClusterScript(name, Environment).RunAsync("down");

        if (_folder.Exists)
            _folder.Delete(recursive: true);
    }
}
