using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Leveret.Servers.Running;

namespace Leveret.Servers;

/// <summary>
/// A PostgreSQL server of the Debian package on a free port of 127.0.0.1, with its data in a temporary folder. It refuses to run
/// as root, so root starts it as the package's user <c>postgres</c>. It ends with the test process, however that ends.
/// </summary>
public sealed class PostgreSqlServer : IAsyncDisposable
{
    // The shell holds on to our end of its standard input: when that closes without a word, the server and its data go.
    private const string Guard = """
        folder=$1
        shift
        "$@" </dev/null >>"$folder/log" 2>&1 &
        echo $!
        read -r word || { kill -QUIT $! 2>/dev/null; wait $!; rm -rf "$folder"; }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leveret-postgresql-");
    private readonly int _port = FreePort();
    private Process? _guard;
    private string _server = "";

    private PostgreSqlServer()
    {
    }

    /// <summary>Whether the Debian package is there.</summary>
    public static bool IsInstalled => Programs() is not null;

    /// <summary>How Npgsql reaches it.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Database=postgres;Username=postgres");

    /// <summary>Starts a server with an empty database; done when it accepts connections.</summary>
    public static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer();
        try
        {
            if (IsRoot)
                await Command.RunAsync("chown", ["postgres", server._folder.FullName]);

            var (file, before) = AsOwner;
            await Command.RunAsync(file, [.. before, Program("initdb"), "--pgdata", server.Data, "--username", "postgres", "--auth", "trust", "--no-sync", "--encoding", "UTF8"]);
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the server in order: its clients are disconnected.</summary>
    public Task StopAsync() => EndAsync("INT");

    /// <summary>Ends the server as a crash does.</summary>
    public Task KillAsync() => EndAsync("KILL");

    /// <summary>Ends the server in order if it runs, and starts it on the same port and data.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await RunAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync("QUIT");
        _folder.Delete(recursive: true);
    }

    private string Data => Path.Combine(_folder.FullName, "data");

    private string Log => Path.Combine(_folder.FullName, "log");

    private async Task RunAsync()
    {
        var (file, before) = AsOwner;
        string[] server = [file, .. before, Program("postgres"), "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"];
        _guard = Process.Start(new ProcessStartInfo("sh", ["-c", Guard, "sh", _folder.FullName, .. server]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        _server = await _guard.StandardOutput.ReadLineAsync() ?? throw new ServerException("PostgreSQL cannot be started");
        await WaitAsync(AcceptsConnectionsAsync);
    }

    private async Task EndAsync(string signal)
    {
        if (_guard is null)
            return;

        await Command.TryAsync("sh", ["-c", $"kill -{signal} {_server}"]);
        // The children of a killed server go by themselves, and hold its data until then.
        await WaitAsync(() => Task.FromResult(!Directory.EnumerateDirectories("/proc").Any(process => FolderOf(process) == Data)));
        await _guard.StandardInput.WriteLineAsync("ended");
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        _guard = null;
    }

    private static string? FolderOf(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private bool IsRunning => Directory.Exists($"/proc/{_server}") && !File.ReadAllText($"/proc/{_server}/stat").Contains(") Z ", StringComparison.Ordinal);

    private async Task<bool> AcceptsConnectionsAsync()
    {
        if (!IsRunning)
            throw new ServerException($"PostgreSQL ended: {await File.ReadAllTextAsync(Log)}");

        return (await Command.TryAsync(Program("pg_isready"), ["--quiet", "--host", "127.0.0.1", "--port", _port.ToString(CultureInfo.InvariantCulture)])).ExitCode == 0;
    }

    private async Task WaitAsync(Func<Task<bool>> isDone)
    {
        for (var clock = Stopwatch.StartNew(); !await isDone(); await Task.Delay(50))
        {
            if (clock.Elapsed > Patience)
                throw new ServerException($"PostgreSQL is not there, or not gone, after {Patience.TotalSeconds} s: {await File.ReadAllTextAsync(Log)}");
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static (string File, string[] Arguments) AsOwner => IsRoot ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups"]) : ("env", []);

    private static string Program(string name) =>
        Path.Combine(Programs() ?? throw new ServerException("install the package postgresql"), name);

    private static string? Programs() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(static d => Path.Combine(d, "bin")).LastOrDefault(static d => File.Exists(Path.Combine(d, "initdb")))
            : null;

    /// <summary>A port that is free, and below those that the system gives to clients: it is still free when the server is started again.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(26_000, 32_768);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken.
            }
        }
    }
}
