using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;

namespace Leveret.Verification.Solutions;

/// <summary>Solutions with one empty project per set of references. Tests fork them, so that references are read and bound once.</summary>
internal static class BaseSolutions
{
    private static readonly ConcurrentDictionary<ReferenceSet, Lazy<(Solution Solution, Compilation Bound)>> Cache = new();

    /// <summary>The solution whose only project refers to <paramref name="references"/>.</summary>
    public static Solution Get(ReferenceSet references) =>
        Cache.GetOrAdd(references, static r => new Lazy<(Solution, Compilation)>(() => Create(r))).Value.Solution;

    private static (Solution Solution, Compilation Bound) Create(ReferenceSet references)
    {
        var workspace = new AdhocWorkspace(MefHostServices.DefaultHost);
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(CodeState.MainProject),
            VersionStamp.Default,
            CodeState.MainProject,
            CodeState.MainProject,
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: references.References);
        var solution = workspace.CurrentSolution.AddProject(project);
        var compilation = solution.GetProject(project.Id)!.GetCompilationAsync().GetAwaiter().GetResult()!;
        compilation.GetSpecialType(SpecialType.System_Object);
        return (solution, compilation);
    }
}
