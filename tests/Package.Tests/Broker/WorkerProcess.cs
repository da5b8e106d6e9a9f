using System.Diagnostics;
using System.Text;

namespace Leveret.Package.Tests.Broker;

/// <summary>A worker that a test starts and ends, with what it printed.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();

    private WorkerProcess(ProcessStartInfo start)
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

    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What is added to the variables of this process.</param>
    public static WorkerProcess Start(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        return new WorkerProcess(start);
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
