using System.Globalization;

namespace Leveret.Package.Tests.Broker;

/// <summary>
/// A PostgreSQL server on a free port of 127.0.0.1 with its data in a temporary folder. It refuses to run as root, so root
/// starts it as the user <c>postgres</c> of the Debian package.
/// </summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly int _port = FreePort.Next();
    private ServerProcess? _server;

    private PostgreSqlServer() => _folder = Directory.CreateTempSubdirectory("leveret-postgresql-");

    public static bool IsInstalled => Programs() is not null;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database=postgres;Username=postgres");

    public static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer();
        try
        {
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private async Task RunAsync()
    {
        var programs = Programs()!;
        var data = Path.Combine(_folder.FullName, "data");
        if (IsRoot)
        {
            await ServerProcess.RunAsync("chown", ["postgres", _folder.FullName]);
        }

        var (file, before) = AsOwner;
        await ServerProcess.RunAsync(file, [.. before, Path.Combine(programs, "initdb"), "--pgdata", data, "--username", "postgres", "--auth", "trust", "--no-sync", "--encoding", "UTF8"]);
        _server = ServerProcess.Start(
            file,
            [.. before, Path.Combine(programs, "postgres"), "-D", data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]);
        await _server.WaitAsync(() => Task.FromResult(_server.Output.Contains("ready to accept connections", StringComparison.Ordinal)), TimeSpan.FromMinutes(1), "PostgreSQL");
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static (string File, string[] Arguments) AsOwner => IsRoot ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups"]) : ("env", []);

    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(static d => Path.Combine(d, "bin")).LastOrDefault(static d => File.Exists(Path.Combine(d, "initdb")))
            : null;
}
