using System.Collections.Immutable;
using System.Text.Json;
using Leveret.Analyzers;
using Leveret.Robustness.Tests.Code;
using Leveret.Robustness.Tests.Hard;
using Leveret.Robustness.Tests.Mutation;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Robustness.Tests.Running;

/// <summary>
/// Examines what it is told to and answers with one line each, preceded by lines that name the phases that it enters. Its first line says that it is ready. A
/// stack that overflows ends the process: the last lines then say where.
/// </summary>
internal static class Worker
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [new ConsumerAnalyzer()];

    public static async Task ServeAsync(TextReader jobs, TextWriter answers)
    {
        // Times are those of a program that has been running for a while.
        await new Examination(Rules, static _ => { }).RunAsync(SourceGroups.All[0], hard: true).ConfigureAwait(false);
        Say(nameof(Phase.Preparation), answers);
        while (await jobs.ReadLineAsync().ConfigureAwait(false) is { } line)
        {
            var outcome = await RunAsync(Job.Parse(line), answers).ConfigureAwait(false);
            Say(JsonSerializer.Serialize(outcome), answers);
        }
    }

    private static Task<Outcome> RunAsync(Job job, TextWriter answers)
    {
        var (group, rules) = job.Kind switch
        {
            JobKind.Mutant => (Mutant.Of(job.Number).Code, Rules),
            JobKind.Source => (SourceGroups.All.Single(g => g.Name == job.Name), Rules),
            JobKind.HardInput => (HardInputs.All[job.Name].At(job.Number), Rules),
            _ => (SourceGroups.All[0], [new FaultyAnalyzer(Enum.Parse<Fault>(job.Name))]),
        };
        return new Examination(rules, Enter).RunAsync(group, hard: job.Kind == JobKind.HardInput);

        void Enter(Phase phase) => Say(phase.ToString(), answers);
    }

    private static void Say(string line, TextWriter answers)
    {
        answers.WriteLine(line);
        answers.Flush();
    }
}
