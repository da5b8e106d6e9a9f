using System.Diagnostics;

namespace Leveret.Servers.Running;

/// <summary>Programs that run to their end.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>What the program printed; an error with what it complained of if it fails.</summary>
    public static async Task<string> RunAsync(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var result = await TryAsync(file, arguments, environment);
        return result.ExitCode == 0 ? result.Output : throw new ServerException(result.Error.Trim());
    }

    /// <param name="environment">What is added to the variables of this process.</param>
    public static async Task<CommandResult> TryAsync(string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new CommandResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new ServerException($"'{Path.GetFileName(file)} {string.Join(' ', arguments)}' did not end within {Patience.TotalMinutes} minutes");
        }
    }
}
