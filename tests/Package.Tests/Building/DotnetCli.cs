using System.Diagnostics;
using System.Text;

namespace Leveret.Package.Tests.Building;

/// <summary>Runs <c>dotnet</c> as a user would: without what the test run itself was started with.</summary>
internal static class DotnetCli
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string[] OwnedByTestRun = ["MSBUILD", "VSTEST", "RoslynHostVersion", "TreatWarningsAsErrors", "LeveretAnalysisMode"];

    public static Task<(int ExitCode, string Output)> RunAsync(string folder, string packagesFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", arguments)
        {
            WorkingDirectory = folder,
        };
        start.Environment["NUGET_PACKAGES"] = packagesFolder;
        return FinishAsync(start);
    }

    /// <summary>Runs a script that calls <c>dotnet</c>.</summary>
    public static Task<(int ExitCode, string Output)> RunScriptAsync(string script, params string[] arguments) =>
        FinishAsync(new ProcessStartInfo("bash", [script, .. arguments]));

    private static async Task<(int ExitCode, string Output)> FinishAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        foreach (var name in start.Environment.Keys.ToArray())
        {
            if (OwnedByTestRun.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                start.Environment.Remove(name);
            }
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";

        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} took more than {Patience.TotalMinutes} minutes.{Environment.NewLine}{output}");
        }

        return (process.ExitCode, output.ToString());
    }

    /// <summary>As <see cref="RunAsync"/>, for steps that have to work.</summary>
    public static async Task<string> RequireAsync(string folder, string packagesFolder, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(folder, packagesFolder, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {exitCode}.{Environment.NewLine}{output}");
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }
}
