using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Leveret.Docs.Tests.Reading;
using Leveret.Robustness.Tests.Running;

namespace Leveret.Robustness.Tests.Mutation;

/// <summary>Examines the mutants of some seeds in a row.</summary>
internal sealed class MutantRun(int first, int count)
{
    private const int StackSize = 1024 * 1024;
    private const int MostProblems = 20;
    private const string ReportFile = "artifacts/robustness/mutants.txt";

    private readonly ConcurrentDictionary<int, Outcome> _outcomes = new();
    private int _started;
    private TimeSpan _time;

    public bool IsClean => _outcomes.Count == count && Failed.Count == 0;

    /// <summary>What was run and what came of it, with all that is needed to do it again.</summary>
    public string Report
    {
        get
        {
            var report = new StringBuilder();
            var slowest = _outcomes.MaxBy(static o => o.Value.Rules);
            report.AppendLine(CultureInfo.InvariantCulture, $"{_outcomes.Count} mutants, seeds {first} to {first + count - 1}: {Failed.Count} with a problem, {_outcomes.Values.Sum(static o => o.Reported.Length)} with a report of a rule, {_outcomes.Values.Sum(static o => o.Actions)} fixes applied.");
            report.AppendLine(CultureInfo.InvariantCulture, $"Slowest: {slowest.Value.Rules.TotalSeconds:0.00} s of processor time for seed {slowest.Key}. All in {_time.TotalMinutes:0.0} min.");
            foreach (var (seed, outcome) in Failed.Take(MostProblems))
            {
                report.AppendLine().AppendLine(Mutant.Of(seed).ToString()).AppendLine(outcome.Problem);
                report.AppendLine(CultureInfo.InvariantCulture, $"Alone: LEVERET_FUZZ_SEED={seed} dotnet test tests/Robustness.Tests --filter {nameof(MutantTests)}");
            }

            if (Failed.Count == 1)
                report.AppendLine("The file:").AppendLine(Mutant.Of(Failed[0].Key).Text);
            return report.ToString();
        }
    }

    private List<KeyValuePair<int, Outcome>> Failed => [.. _outcomes.Where(static o => o.Value.Problem is not null).OrderBy(static o => o.Key)];

    /// <summary>Runs in half as many processes as there are processors.</summary>
    public async Task RunAsync()
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Math.Clamp(Environment.ProcessorCount / 2, 1, count)).Select(_ => RunSomeAsync())).ConfigureAwait(false);
        _time = clock.Elapsed;
    }

    public Task SaveReportAsync()
    {
        var path = Repository.PathOf(ReportFile);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, Report);
    }

    private async Task RunSomeAsync()
    {
        using var worker = new WorkerProcess(StackSize);
        while (first + Interlocked.Increment(ref _started) - 1 is var seed && seed < first + count)
            _outcomes[seed] = await worker.RunAsync(Job.Mutant(seed)).ConfigureAwait(false);
    }
}
