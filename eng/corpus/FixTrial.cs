using System.Collections.Immutable;
using Leveret.Analyzers;
using Leveret.CodeFixes.InPlace;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Corpus;

/// <summary>What the first fix of a report does to the code.</summary>
/// <param name="Report">The report.</param>
/// <param name="Title">What the fix is called; null where none is offered.</param>
/// <param name="Gone">Whether the report is gone afterwards.</param>
/// <param name="Broke">Whether a changed file has a compiler error that it did not have.</param>
/// <param name="Added">The rules that report in the changed file and did not before.</param>
internal sealed record FixTrial(Diagnostic Report, string? Title, bool Gone, bool Broke, ImmutableArray<string> Added)
{
    private static readonly ImmutableArray<CodeFixProvider> Providers =
    [
        .. typeof(MissingPrefetchFix).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CodeFixProvider))).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!),
    ];

    /// <summary>The rules for which there are fixes.</summary>
    public static IEnumerable<string> Rules => Providers.SelectMany(p => p.FixableDiagnosticIds).Order(StringComparer.Ordinal);

    /// <summary>Applies the first fix of each report, one by one, each to the code as it was.</summary>
    public static async Task<List<FixTrial>> RunAsync(CSharpCompilation compilation)
    {
        using var workspace = new AdhocWorkspace();
        var solution = Open(workspace, compilation);
        var project = solution.Projects.Single();
        var before = (await project.GetCompilationAsync())!;
        var trials = new List<FixTrial>();
        foreach (var report in (await With(before).GetAnalyzerDiagnosticsAsync()).Where(d => Rules.Contains(d.Id)))
            trials.Add(await TryAsync(solution.GetDocument(report.Location.SourceTree)!, report));
        return trials;
    }

    private static async Task<FixTrial> TryAsync(Document document, Diagnostic report)
    {
        var actions = new List<CodeAction>();
        foreach (var provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(report.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => actions.Add(action), CancellationToken.None));
        if (actions.Count == 0)
            return new FixTrial(report, null, Gone: false, Broke: false, []);

        var before = document.Project.Solution;
        var after = ((ApplyChangesOperation)(await actions[0].GetOperationsAsync(CancellationToken.None)).Single()).ChangedSolution;
        var broke = false;
        foreach (var id in after.GetChanges(before).GetProjectChanges().SelectMany(c => c.GetChangedDocuments()))
            broke |= (await ErrorsAsync(after.GetDocument(id)!)).Except(await ErrorsAsync(before.GetDocument(id)!)).Any();

        var was = await ReportsAsync(document);
        var now = await ReportsAsync(after.GetDocument(document.Id)!);
        var place = await MovedAsync(document, after.GetDocument(document.Id)!, report.Location.SourceSpan);
        return new FixTrial(
            report,
            actions[0].Title,
            Gone: !now.Any(d => d.Id == report.Id && d.Location.SourceSpan == place),
            broke,
            [.. now.GroupBy(d => d.Id).Where(g => g.Count() > was.Count(d => d.Id == g.Key)).Select(g => g.Key)]);
    }

    private static Solution Open(AdhocWorkspace workspace, CSharpCompilation compilation)
    {
        var id = ProjectId.CreateNewId();
        var name = compilation.AssemblyName ?? "Code";
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, name, name, LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees[0].Options,
            metadataReferences: compilation.References));
        foreach (var tree in compilation.SyntaxTrees)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), Path.GetFileName(tree.FilePath), tree.GetText(), filePath: tree.FilePath);
        return solution;
    }

    private static CompilationWithAnalyzers With(Compilation compilation) => compilation.WithAnalyzers([new ConsumerAnalyzer()]);

    private static async Task<ImmutableArray<Diagnostic>> ReportsAsync(Document document)
    {
        var model = (await document.GetSemanticModelAsync())!;
        return await With(model.Compilation).GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
    }

    /// <summary>The compiler errors of a document, each with how many there are of it before.</summary>
    private static async Task<IEnumerable<(string Id, int Number)>> ErrorsAsync(Document document) =>
        (await document.GetSemanticModelAsync())!.GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .GroupBy(d => d.Id)
            .SelectMany(g => g.Select((_, number) => (g.Key, number)))
            .ToList();

    private static async Task<TextSpan> MovedAsync(Document before, Document after, TextSpan span)
    {
        var changes = await after.GetTextChangesAsync(before);
        return new TextSpan(span.Start + changes.Where(c => c.Span.End <= span.Start).Sum(c => (c.NewText?.Length ?? 0) - c.Span.Length), span.Length);
    }
}
