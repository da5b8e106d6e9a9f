using System.Collections.Concurrent;
using System.Collections.Immutable;
using Leveret.Robustness.Tests.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Robustness.Tests.Running;

/// <summary>Lets the rules and fixes loose on some code and looks at how they bear it.</summary>
internal sealed class Examination(ImmutableArray<DiagnosticAnalyzer> rules, Action<Phase> enter)
{
    /// <summary>The processor time that the rules may take for one file, or for the few files of a mutant.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    private static readonly ImmutableArray<DiagnosticAnalyzer> NoRules = [new Baseline()];

    /// <summary>Examines code. Where it is <paramref name="hard"/>, what the compiler makes of it is seen first, and the time that it takes does not count.</summary>
    public async Task<Outcome> RunAsync(SourceGroup group, bool hard)
    {
        var compiler = hard ? await TimeAsync(Phase.Compiler, group, NoRules).ConfigureAwait(false) : TimeSpan.Zero;

        enter(Phase.Rules);
        var project = Subject.Create(group);
        var ((reported, problem), taken) = await ProcessorTime.OfAsync(() => AnalyseAsync(project, rules)).ConfigureAwait(false);
        if (taken - compiler > MostTime)
        {
            var again = await TimeAsync(Phase.Rules, group, rules).ConfigureAwait(false);
            taken = again < taken ? again : taken;
        }

        taken = taken > compiler ? taken - compiler : TimeSpan.Zero;
        problem ??= taken > MostTime ? $"The rules took {taken.TotalSeconds:0.0} s of processor time." : null;
        var actions = 0;
        if (problem is null)
        {
            enter(Phase.Fixes);
            (actions, problem) = await Fixes.ApplyAsync(project, reported).ConfigureAwait(false);
        }

        return new Outcome
        {
            Problem = problem,
            Reported = [.. reported.Select(static d => d.Id).Distinct().Order(StringComparer.Ordinal)],
            Actions = actions,
            Compiler = compiler,
            Rules = taken,
        };
    }

    private async Task<TimeSpan> TimeAsync(Phase phase, SourceGroup group, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        enter(phase);
        var project = Subject.Create(group);
        return (await ProcessorTime.OfAsync(() => AnalyseAsync(project, analyzers)).ConfigureAwait(false)).Taken;
    }

    private static async Task<(ImmutableArray<Diagnostic> Reported, string? Problem)> AnalyseAsync(Project project, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var thrown = new ConcurrentQueue<Exception>();
        var compilation = await project.GetCompilationAsync().ConfigureAwait(false);
        var analysis = new CompilationWithAnalyzers(compilation!, analyzers, new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, _, _) => thrown.Enqueue(exception),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));
        var reported = await analysis.GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        return (reported, thrown.TryPeek(out var first) ? $"AD0001: {first}" : null);
    }
}
