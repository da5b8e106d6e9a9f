using Leveret.Verification.Solutions;

namespace Leveret.Verification.Analysis;

/// <summary>The first compilation of a process takes seconds, most of them for loading and compiling Roslyn; they count against no test.</summary>
internal static class WarmUp
{
    private static readonly Lazy<Task> First = new(static () => Task.Run(CompileAsync));

    /// <summary>Completes when Roslyn is warm.</summary>
    public static Task Completed => First.Value;

    private static async Task CompileAsync()
    {
        var solution = BaseSolutions.Get(new ReferenceSet(Client.V7));
        solution = SolutionFactory.AddDocument(
            solution,
            solution.ProjectIds[0],
            new CodeFile(CodeState.MainProject, "/0/Test0.cs", "class C { async System.Threading.Tasks.Task M() => await System.Threading.Tasks.Task.Delay(1); }"));
        var compilation = await solution.Projects.Single().GetCompilationAsync().ConfigureAwait(false);
        compilation!.Emit(Stream.Null);
    }
}
