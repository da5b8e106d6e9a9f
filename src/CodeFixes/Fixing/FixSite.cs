using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.CodeFixes.Fixing;

/// <summary>A report to be mended, and what is known of the code around it.</summary>
internal sealed class FixSite
{
    private readonly Project _project;

    public FixSite(Project project, RabbitModel model, SyntaxTree tree, Diagnostic report)
    {
        _project = project;
        Model = model;
        Tree = tree;
        Report = report;
        Options = OptionsOf(tree);
    }

    public RabbitModel Model { get; }

    public SyntaxTree Tree { get; }

    /// <summary>The options of the file that the report is in.</summary>
    public Options Options { get; }

    public Diagnostic Report { get; }

    public Options OptionsOf(SyntaxTree tree) => OptionsOf(_project, tree);

    public static Options OptionsOf(Project project, SyntaxTree tree) =>
        Options.Read(project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree), static (_, _) => { });

    /// <summary>Whether somebody has said at a place that a rule does not hold there, or it is switched off in that file.</summary>
    public bool IsSuppressed(DiagnosticDescriptor rule, Location place) =>
        CompilationWithAnalyzers.GetEffectiveDiagnostics(new[] { Diagnostic.Create(rule, place) }, Model.Code.Compilation).All(static d => d.IsSuppressed);

    /// <summary>Whether a file is one that people write.</summary>
    public bool CanEdit(SyntaxTree tree) => EditableFiles.Contains(_project.Solution, tree);
}
