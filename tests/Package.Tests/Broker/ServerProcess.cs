using System.Diagnostics;
using System.Text;

namespace Leveret.Package.Tests.Broker;

/// <summary>A process that a test starts and ends, with what it printed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <param name="environment">All variables that the process has, or what is added to those of this one.</param>
    /// <param name="inherit">Whether the process has this one's variables too.</param>
    public static ServerProcess Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, bool inherit = true)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (!inherit)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ServerProcess(start);
    }

    /// <summary>Runs a command to its end and gives its output; an error if it fails.</summary>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, bool inherit = true)
    {
        await using var command = Start(file, arguments, environment, inherit);
        await command._process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(2));
        return command._process.ExitCode == 0
            ? command.Output
            : throw new InvalidOperationException($"{file} ended with {command._process.ExitCode}: {command.Output}");
    }

    /// <summary>Waits until <paramref name="isReady"/>; an error with the output if the process ends or takes too long.</summary>
    public async Task WaitAsync(Func<Task<bool>> isReady, TimeSpan patience, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await isReady())
        {
            if (HasExited || clock.Elapsed > patience)
            {
                throw new InvalidOperationException($"{what} {(HasExited ? "ended" : $"is not ready after {patience.TotalSeconds} s")}: {Output}");
            }

            await Task.Delay(200);
        }
    }

    /// <summary>Ends the process as a crash does: at once, without a word to it.</summary>
    public async Task KillAsync()
    {
        if (!HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    private void Append(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
