using System.Diagnostics;
using System.Globalization;
using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Measuring;
using Leveret.Verification;
using Leveret.Verification.Analysis;

namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>The share of the rules in the compilation of 1000 files, ten of which use RabbitMQ.</summary>
internal static class Solution
{
    private const int Files = 1000;
    private const int Consumers = 10;
    private const int Runs = 3;

    /// <summary>Milliseconds of the compilation, and those in the rules; all code that runs is warm.</summary>
    public static (double Compile, double InRules) Warm()
    {
        var sources = Create();
        Compile(sources);
        return MedianOf(() => (Compile(sources), Analyze(sources)));
    }

    /// <summary>The same, each time in a process that has done nothing before.</summary>
    public static (double Compile, double InRules) Cold() => MedianOf(() => Start("cold"));

    /// <summary>The first compilation of this process.</summary>
    public static (double Compile, double InRules) First()
    {
        var sources = Create();
        return (Compile(sources), Analyze(sources));
    }

    /// <summary>What the rules register where nothing refers to RabbitMQ.Client, beyond the question whether something does.</summary>
    public static int ActionsWithoutClient()
    {
        var analyzer = new ConsumerAnalyzer();
        var analysis = Analysis.With(new Sources(LargeSolution.Create(Files, consumers: 0), Client.Absent).Compile(), analyzer);
        return RegisteredActions.Beyond(analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult()).Count;
    }

    private static Sources Create() => Sources.Of(LargeSolution.Create(Files, Consumers));

    /// <summary>What a compiler does: parse, bind, emit.</summary>
    private static double Compile(Sources sources)
    {
        GC.Collect();
        var start = ProcessorTime.Now;
        if (!sources.Compile().Emit(Stream.Null).Success)
            throw new InvalidOperationException("The generated code does not compile.");
        return ProcessorTime.MillisecondsSince(start);
    }

    private static double Analyze(Sources sources) => Analysis.OfAll(sources.Compile(), new ConsumerAnalyzer()).InActions;

    private static (double Compile, double InRules) MedianOf(Func<(double Compile, double InRules)> run)
    {
        var runs = Enumerable.Range(0, Runs).Select(_ => run()).ToList();
        return (Median.Of(runs.Select(static r => r.Compile)), Median.Of(runs.Select(static r => r.InRules)));
    }

    private static (double Compile, double InRules) Start(string mode)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [mode]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredCompilation"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("The fresh process failed: " + output);
        var figures = output.Split(' ').Select(static f => double.Parse(f, CultureInfo.InvariantCulture)).ToList();
        return (figures[0], figures[1]);
    }
}
