using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Leveret.PostgreSql.Tests.Servers;

/// <summary>A PostgreSQL server of its own on a free port of 127.0.0.1, from Debian's package, with its data in a temporary folder.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    /// <summary>The server ends when the pipe to this process closes, so it cannot outlive the test run. A server that is only starting ignores the signal.</summary>
    private const string UntilInputEnds = """
        "$@" & server=$!
        cat >/dev/null
        for attempt in 1 2 3 4 5 6 7 8 9 10; do
            kill -QUIT $server 2>/dev/null || exit 0
            sleep 0.1
        done
        kill -KILL $server
        """;

    private readonly string _binaries;
    private readonly string _folder;
    private readonly int _port;
    private Process? _process;

    private PostgreSqlServer(string binaries, string folder, int port)
    {
        _binaries = binaries;
        _folder = folder;
        _port = port;
        ConnectionString = $"Host=127.0.0.1;Port={port};Username=postgres;Database=postgres;Maximum Pool Size=50;Timeout=10;GSS Encryption Mode=Disable";
    }

    public string ConnectionString { get; }

    private string Data => Path.Combine(_folder, "data");

    private string Log => Path.Combine(_folder, "log");

    public static async Task<PostgreSqlServer> StartAsync()
    {
        var binaries = Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(Directory.Exists).Order().LastOrDefault()
            : null;
        var folder = Directory.CreateTempSubdirectory("leveret-postgresql-").FullName;
        var server = new PostgreSqlServer(
            binaries ?? throw new InvalidOperationException("These tests need a PostgreSQL server: install Debian's package postgresql."), folder, FreePort());

        try
        {
            if (Environment.IsPrivilegedProcess)
                await RunAsync("chown", ["postgres", folder]);

            await RunAsync(server.AsServerUser(["initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]));
            await server.RestartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends every process of the server at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        var server = int.Parse((await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid")))[0], CultureInfo.InvariantCulture);
        var children = await File.ReadAllTextAsync($"/proc/{server}/task/{server}/children");
        foreach (var process in children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(child => int.Parse(child, CultureInfo.InvariantCulture)).Prepend(server))
            Kill(process);

        await EndAsync();
    }

    /// <summary>Starts a server that was killed, on the same port with the same data.</summary>
    public async Task RestartAsync()
    {
        var command = AsServerUser(
            ["postgres", "-D", Data, "-p", _port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200", "-c", "log_destination=stderr"]);
        _process = Start("sh", ["-c", $"exec 2>>'{Log}'\n{UntilInputEnds}", "sh", .. command]);

        await using var dataSource = NpgsqlDataSource.Create(ConnectionString + ";Pooling=false");
        for (var started = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync();
                return;
            }
            catch (NpgsqlException) when (started.Elapsed < TimeSpan.FromSeconds(20) && !_process.HasExited)
            {
            }
            catch (NpgsqlException exception)
            {
                throw new InvalidOperationException("The PostgreSQL server did not start:\n" + await File.ReadAllTextAsync(Log), exception);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task EndAsync()
    {
        if (_process is null)
            return;

        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>PostgreSQL refuses to run as root.</summary>
    private string[] AsServerUser(string[] command) =>
    [
        .. Environment.IsPrivilegedProcess ? (string[])["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [],
        Path.Combine(_binaries, command[0]),
        .. command[1..],
    ];

    private static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It has ended with the server.
        }
    }

    private static Task RunAsync(string[] command) => RunAsync(command[0], command[1..]);

    private static async Task RunAsync(string program, string[] arguments)
    {
        using var process = Start(program, arguments);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {output}");
    }

    private static Process Start(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/" })!;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
