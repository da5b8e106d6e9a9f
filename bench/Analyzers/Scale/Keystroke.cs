using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Analyzers.Benchmarks.Measuring;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>
/// A letter is typed into a body of a file of 2000 lines that starts consumers, in a project of twenty files that is
/// already analysed; then the diagnostics of that file are asked for.
/// </summary>
internal static class Keystroke
{
    private const int Lines = 2000;
    private const int OtherConsumers = 3;
    private const int OrdinaryFiles = 15;
    private const int Keys = 21;

    public static Row Run()
    {
        var sources = Sources.Of([
            LongFile.Create(Lines),
            .. ManyConsumers.InManyFiles(OtherConsumers),
            .. Enumerable.Range(0, OrdinaryFiles).Select(OrdinaryText.File),
            ServiceFile.Create(),
        ]).Checked();
        var project = sources.Compile();
        Analysis.OfAll(project, new ConsumerAnalyzer());

        var edited = project.SyntaxTrees[0];
        var bodies = edited.GetRoot().DescendantNodes().OfType<BlockSyntax>().Where(static b => b.Parent is MethodDeclarationSyntax).ToList();
        var cost = Cost.Of((i, analyzer) => Type(project, edited, Place(bodies, i), analyzer), runs: Keys);
        return new Row("lines, one letter typed", Lines, cost);
    }

    private static Sample Type(CSharpCompilation project, SyntaxTree edited, int place, DiagnosticAnalyzer analyzer)
    {
        var after = edited.WithChangedText(edited.GetText().WithChanges(new TextChange(new TextSpan(place, 0), "x")));
        return Analysis.OfFile(project.ReplaceSyntaxTree(edited, after), after, analyzer);
    }

    /// <summary>Before the last statement of a body, a different one each time.</summary>
    private static int Place(List<BlockSyntax> bodies, int key)
    {
        var body = bodies[(key + Keys) * 7919 % bodies.Count];
        return body.Statements.Count == 0 ? body.SpanStart + 1 : body.Statements.Last().SpanStart;
    }
}
