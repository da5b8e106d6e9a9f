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

    public static (double Compile, Row Row) Warm()
    {
        var sources = Create().Checked();
        Compile(sources);
        var compile = Median.Of(Enumerable.Range(0, Runs).Select(_ => Compile(sources)));
        return (compile, new Row("files, 10 with consumers", Files, Cost.Of((_, analyzer) => Analysis.OfAll(sources.Compile(), analyzer), Runs, warmUps: 1)));
    }

    /// <summary>What the rules register where nothing refers to RabbitMQ.Client, beyond the question whether something does.</summary>
    public static int ActionsWithoutClient()
    {
        var analyzer = new ConsumerAnalyzer();
        var analysis = Analysis.With(new Sources(LargeSolution.Create(Files, consumers: 0), Client.Absent).Compile(), analyzer);
        return RegisteredActions.Beyond(analysis.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None).GetAwaiter().GetResult()).Count;
    }

    /// <summary>Each time in a process that has done nothing before.</summary>
    public static (double Compile, double InRules) Cold()
    {
        var figures = Enumerable.Range(0, Runs).Select(static _ => Start("cold").Split(' ').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToList()).ToList();
        return (Median.Of(figures, static f => f[0]), Median.Of(figures, static f => f[1]));
    }

    /// <summary>What the fresh process does: milliseconds of the first compilation, then those in the rules.</summary>
    public static string FirstCompilation()
    {
        var sources = Create();
        var compile = Compile(sources);
        var analysis = Analysis.OfAll(sources.Compile(), new ConsumerAnalyzer());
        return string.Create(CultureInfo.InvariantCulture, $"{compile:0.0} {analysis.InActions:0.0}");
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

    private static string Start(string mode)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [mode]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredCompilation"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException("The fresh process failed: " + output);
    }
}
