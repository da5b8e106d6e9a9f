using System.Globalization;

namespace Leveret.Servers.Running;

/// <summary><c>eng/cluster.sh</c> for one cluster.</summary>
internal sealed class ClusterScript(string name, IReadOnlyDictionary<string, string>? environment = null)
{
    public static string File { get; } = Find();

    public Task<string> UpAsync(string version, int nodes) =>
        Command.RunAsync(
            File,
            ["--name", name, "up", "--owner", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)],
            new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
            {
                ["RABBITMQ"] = version,
                ["NODES"] = nodes.ToString(CultureInfo.InvariantCulture),
            });

    public Task<string> RunAsync(params IEnumerable<string> arguments) => Command.RunAsync(File, ["--name", name, .. arguments], environment);

    public Task<CommandResult> TryAsync(params IEnumerable<string> arguments) => Command.TryAsync(File, ["--name", name, .. arguments], environment);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "eng", "cluster.sh");
            if (System.IO.File.Exists(file))
                return file;
        }

        throw new ServerException($"eng/cluster.sh is in no folder above {AppContext.BaseDirectory}");
    }
}
