using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells handlers that come to their end in the same way whether or not the work was done: an acknowledgement there would count a failure as success.</summary>
internal sealed class SwallowedFailures
{
    private readonly IReadOnlyList<StatementSyntax> _work;
    private readonly SemanticModel _semantics;
    private readonly FixSite _site;

    public SwallowedFailures(IReadOnlyList<StatementSyntax> work, SemanticModel semantics, FixSite site)
    {
        _work = work;
        _semantics = semantics;
        _site = site;
    }

    /// <summary>Whether a catch goes on to the end after work has failed; those of <paramref name="main"/> settle for themselves.</summary>
    public bool ReachEnd(TryStatementSyntax? main) =>
        _work.SelectMany(HereIn).OfType<TryStatementSyntax>().Any(t => t != main && !IsInAnswer(t) && t.Catches.Any(c => GoesOn(c, _semantics)) && HidesFailure(t))
        || _work.SelectMany(HereIn).OfType<AnonymousFunctionExpressionSyntax>().Any(f => f.Block is { Statements: { Count: > 0 } inner } && !IsInAnswer(f) && new SwallowedFailures(inner, _semantics, _site).ReachEnd(main: null));

    /// <summary>Whether what follows the try runs after a catch of it, or the loop around goes on.</summary>
    public static bool GoesOn(CatchClauseSyntax clause, SemanticModel semantics) =>
        semantics.AnalyzeControlFlow(clause.Block) is not { Succeeded: true } flow || flow.EndPointIsReachable || flow.ExitPoints.Any(static e => e is not ReturnStatementSyntax);

    private bool HidesFailure(TryStatementSyntax tried)
    {
        var written = WrittenIn(tried);
        if (AncestorsInWork(tried).FirstOrDefault(static a => a is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax) is { } loop)
            return Retries(loop, tried, written) && StatementWork.Is(tried.Block, _site) && !EndsOnlyBySuccess(loop, tried);

        var following = Following(tried).ToList();
        return following.Any(s => Tests(s).Any(t => Reads(t, written)))
            || (StatementWork.Is(tried.Block, _site) && !following.Any(s => StatementWork.Is(s, _site)));
    }

    /// <summary>Whether a loop is left once its work is done, rather than at the end of what it goes through.</summary>
    private bool Retries(SyntaxNode loop, TryStatementSyntax tried, HashSet<ISymbol> written) =>
        HereIn(loop).Any(n => n is BreakStatementSyntax or ReturnStatementSyntax && !tried.Catches.Any(c => c.Span.Contains(n.Span)))
        || (ConditionOf(loop) is { } condition && Reads(condition, written));

    private bool EndsOnlyBySuccess(SyntaxNode loop, TryStatementSyntax tried) =>
        loop is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax
        && (ConditionOf(loop) is not { } condition || _semantics.GetConstantValue(condition) is { HasValue: true, Value: true })
        && !tried.Catches.SelectMany(static c => HereIn(c)).Any(static n => n is BreakStatementSyntax);

    private HashSet<ISymbol> WrittenIn(TryStatementSyntax tried)
    {
        var written = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        if (_semantics.AnalyzeDataFlow(tried) is { Succeeded: true } flow)
            written.UnionWith(flow.WrittenInside.Except(flow.VariablesDeclared, SymbolEqualityComparer.Default));
        return written;
    }

    private bool Reads(ExpressionSyntax test, HashSet<ISymbol> written) =>
        test.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(n => _semantics.GetSymbolInfo(n).Symbol is { } symbol && written.Contains(symbol));

    private IEnumerable<StatementSyntax> Following(StatementSyntax statement)
    {
        foreach (var inner in AncestorsInWork(statement).Prepend(statement).OfType<StatementSyntax>())
        {
            var list = _work.Contains(inner) ? _work : inner.Parent switch
            {
                BlockSyntax block => block.Statements,
                SwitchSectionSyntax section => section.Statements,
                _ => (IReadOnlyList<StatementSyntax>)new[] { inner },
            };
            foreach (var next in list.SkipWhile(s => s != inner).Skip(1))
                yield return next;
        }
    }

    private IEnumerable<SyntaxNode> AncestorsInWork(SyntaxNode node) => node.Ancestors().TakeWhile(a => a != _work[0].Parent);

    /// <summary>Whether something stands in a catch or finally, and so is not the work.</summary>
    private bool IsInAnswer(SyntaxNode node) => AncestorsInWork(node).Any(static a => a is CatchClauseSyntax or FinallyClauseSyntax);

    private static IEnumerable<ExpressionSyntax> Tests(StatementSyntax statement) => HereIn(statement).Select(static n => n switch
    {
        IfStatementSyntax test => test.Condition,
        ConditionalExpressionSyntax test => test.Condition,
        SwitchStatementSyntax test => test.Expression,
        SwitchExpressionSyntax test => test.GoverningExpression,
        _ => ConditionOf(n),
    }).OfType<ExpressionSyntax>();

    private static ExpressionSyntax? ConditionOf(SyntaxNode loop) => loop switch
    {
        ForStatementSyntax @for => @for.Condition,
        WhileStatementSyntax @while => @while.Condition,
        DoStatementSyntax @do => @do.Condition,
        _ => null,
    };

    private static IEnumerable<SyntaxNode> HereIn(SyntaxNode node) =>
        node.DescendantNodesAndSelf(static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));
}
