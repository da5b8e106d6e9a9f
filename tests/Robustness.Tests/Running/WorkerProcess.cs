using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Leveret.Robustness.Tests.Running;

/// <summary>
/// A process that examines one job after the other. One that dies or hangs is the outcome of its job; the next job gets a
/// new process.
/// </summary>
internal sealed class WorkerProcess(int stackSize) : IDisposable
{
    private const int MostErrorLines = 80;

    /// <summary>How long a job may stay in one phase before it counts as hanging: real time, on a machine that may be busy.</summary>
    private static readonly TimeSpan MostPatience = TimeSpan.FromMinutes(3);

    private readonly List<string> _errors = [];
    private Process? _process;

    public Task<Outcome> RunAsync(Job job) => RunAsync(job, MostPatience);

    public async Task<Outcome> RunAsync(Job job, TimeSpan patience)
    {
        var phase = Phase.Preparation;
        try
        {
            _process ??= await StartAsync().ConfigureAwait(false);
            await _process.StandardInput.WriteLineAsync(job.ToString()).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync().ConfigureAwait(false);
            while (await _process.StandardOutput.ReadLineAsync().WaitAsync(patience).ConfigureAwait(false) is { } line)
            {
                if (!Enum.TryParse(line, out phase))
                    return JsonSerializer.Deserialize<Outcome>(line)!;
            }
        }
        catch (TimeoutException)
        {
            Stop();
            return new Outcome { Problem = $"Nothing happened for {patience.TotalSeconds:0} s in the phase '{phase}'." };
        }
        catch (IOException)
        {
            // The process is gone; what it left behind says why.
        }

        return new Outcome { Problem = await ObituaryAsync(phase).ConfigureAwait(false) };
    }

    public void Dispose() => Stop();

    private async Task<string> ObituaryAsync(Phase phase)
    {
        await _process!.WaitForExitAsync().ConfigureAwait(false);
        string errors;
        lock (_errors)
            errors = string.Join('\n', _errors);
        var problem = $"The process ended with {_process.ExitCode} in the phase '{phase}'.\n{errors}";
        Stop();
        return problem;
    }

    /// <summary>Starts a process and waits until it is ready.</summary>
    private async Task<Process> StartAsync()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { "exec", typeof(WorkerProcess).Assembly.Location },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // In hexadecimal, for every thread that does not say otherwise.
        start.Environment["DOTNET_Thread_DefaultStackSize"] = stackSize.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        var process = Process.Start(start) ?? throw new InvalidOperationException("The process does not start.");
        lock (_errors)
            _errors.Clear();
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
        await process.StandardOutput.ReadLineAsync().ConfigureAwait(false);
        return process;
    }

    private void Keep(string? line)
    {
        lock (_errors)
        {
            if (line is not null && _errors.Count < MostErrorLines)
                _errors.Add(line);
        }
    }

    private void Stop()
    {
        if (_process is null)
            return;

        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        _process = null;
    }
}
