using Leveret.Analyzers.Code;
using Leveret.Analyzers.Paths;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>
/// Settles the delivery in the statements that work on it, once on every path: acknowledged where they come to an end,
/// rejected where they fail.
/// </summary>
internal sealed class SettledStatements
{
    private readonly Settlement _settlement;
    private readonly Returns _returns;
    private readonly FixSite _site;
    private readonly SemanticModel _semantics;
    private readonly StatementWriter _writer;
    private readonly Dictionary<CatchClauseSyntax, FailureAnswer> _answers = new();

    public SettledStatements(EditList edits, Settlement settlement, Returns returns, FixSite site)
    {
        _settlement = settlement;
        _returns = returns;
        _site = site;
        _semantics = site.Model.Code.Compilation.GetSemanticModel(edits.Tree);
        _writer = new StatementWriter(edits);
    }

    /// <summary>
    /// Writes the settlements into consecutive statements, the last of which ends the function, the loop's round or the
    /// branch. False where the right places are not certain.
    /// </summary>
    /// <param name="statements">The statements from the first that can fail on.</param>
    /// <param name="catches">Whether a failure that leaves the statements is caught, to reject the delivery, and thrown on.</param>
    public bool Write(IReadOnlyList<StatementSyntax> statements, bool catches)
    {
        var tail = statements.Count > 0 && statements[statements.Count - 1] is ReturnStatementSyntax end && !IsOwnWork(end) ? end : null;
        var work = tail is null ? statements : statements.Take(statements.Count - 1).ToList();
        if (work.Count == 0 || statements.Any(IsBeyondReading) || _semantics.AnalyzeControlFlow(work[0], work[work.Count - 1]) is not { Succeeded: true } flow)
            return false;

        var exits = flow.ExitPoints.Concat(flow.ReturnStatements).Distinct().OfType<StatementSyntax>().ToList();
        var main = MainTry(work);
        if (work.SelectMany(HereIn).OfType<CatchClauseSyntax>().Any(c => !IsStop(c) && AnswerOf(c) == FailureAnswer.Unclear) || SwallowedFailures.ReachEnd(work, main, _semantics))
            return false;
        if (main is null)
            return WriteAfter(work, exits, flow.EndPointIsReachable, tail, catches) && !_writer.HasFailed;

        WriteAround(main, work, exits, catches);
        if (tail is not null && _returns == Returns.BecomeAwaits)
            _writer.Remove(tail);
        return !_writer.HasFailed;
    }

    /// <summary>Statements without an answer of their own to failures: the whole is put into a try.</summary>
    private bool WriteAfter(IReadOnlyList<StatementSyntax> work, List<StatementSyntax> exits, bool endsNormally, ReturnStatementSyntax? tail, bool catches)
    {
        if (work.SelectMany(HereIn).OfType<CatchClauseSyntax>().Any(c => IsStop(c) && (catches || Swallows(c))))
            return false;

        var last = work[work.Count - 1];
        var lastIsAwaited = _returns == Returns.BecomeAwaits && last is ReturnStatementSyntax;
        endsNormally |= lastIsAwaited;
        if ((!endsNormally && (tail is not null || exits.Count == 0)) || (!catches && Disposals.FinishWork(last.Parent!, _semantics)))
            return false;

        var replacesTail = tail is not null && _returns == Returns.BecomeAwaits;
        if (catches)
            _writer.OpenTry(work[0], last);
        foreach (var exit in exits)
            WriteExit(exit, exit == last && lastIsAwaited ? null : SettlementAt(exit, work), isLast: exit == last);
        if (catches)
            _writer.CloseTry(work[0], last, _settlement.Nack, endsNormally && !replacesTail ? _settlement.Ack : null);
        else if (endsNormally && !replacesTail)
            _writer.InsertAfter(last, _settlement.Ack);
        if (replacesTail)
            _writer.ReplaceAfterBlock(tail!, _settlement.Ack);
        return true;
    }

    /// <summary>Statements around one try that answers failures itself: its end acknowledges, its catches reject.</summary>
    private void WriteAround(TryStatementSyntax main, IReadOnlyList<StatementSyntax> work, List<StatementSyntax> exits, bool catches)
    {
        if (WorkOnLeaving.Follows(main.Block, _site))
            _writer.Fail();

        catches &= !(work.Contains(main) && work.TakeWhile(s => s != main).All(IsHarmless) && main.Catches.Any(IsForAll) && main.Catches.All(c => IsStop(c) || AnswerOf(c) == FailureAnswer.None));
        if (catches)
            _writer.OpenTry(work[0], work[work.Count - 1]);
        if (catches && main.Catches.Any(c => IsStop(c) && HereIn(c).Any(static n => n is ThrowStatementSyntax)))
            _writer.Fail();
        foreach (var exit in exits)
        {
            var clause = main.Catches.FirstOrDefault(c => c.Span.Contains(exit.Span));
            WriteExit(exit, clause is null ? SettlementAt(exit, work) : IsSettledLast(clause, catches) ? FailureOf(clause) : null, isLast: false);
        }

        if (EndsNormally(main.Block))
            _writer.Append(main.Block, _settlement.Ack);
        foreach (var clause in main.Catches.Where(c => !IsStop(c)))
        {
            if (!IsSettledLast(clause, catches))
                _writer.Prepend(clause.Block, _settlement.Nack);
            else if (EndsNormally(clause.Block))
                _writer.Append(clause.Block, FailureOf(clause));
        }

        if (catches)
            _writer.CloseTry(work[0], work[work.Count - 1], _settlement.Nack, after: null);
    }

    /// <summary>Writes a settlement before a statement that leaves, and turns a returned task into one that is awaited.</summary>
    private void WriteExit(StatementSyntax exit, string? settlement, bool isLast)
    {
        if (exit is not (ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax) || WorkOnLeaving.Follows(exit, _site))
        {
            _writer.Fail();
            return;
        }

        var before = settlement;
        var after = new List<string>();
        if (_returns == Returns.BecomeAwaits && exit is ReturnStatementSyntax { Expression: { } task } returning)
        {
            if (CompletedTask.Is(task, _semantics))
            {
                _writer.DropValue(returning);
            }
            else if (exit.Ancestors().TakeWhile(static a => a is StatementSyntax or CatchClauseSyntax or FinallyClauseSyntax or SwitchSectionSyntax or ElseClauseSyntax).Any(static a => a is TryStatementSyntax))
            {
                // Awaited there, the task would fail into catches that it has passed by so far.
                _writer.Fail();
            }
            else
            {
                _writer.AwaitValue(returning);
                before = null;
                if (settlement is not null)
                    after.Add(settlement);
                if (!isLast)
                    after.Add("return;");
            }
        }
        else if (exit is ReturnStatementSyntax { Expression: { } value } && !IsPlain(value))
        {
            _writer.Fail();
        }

        if (before is not null || after.Count > 0)
            _writer.Surround(exit, before, after);
    }

    private string? SettlementAt(StatementSyntax exit, IReadOnlyList<StatementSyntax> work) =>
        IsForStop(exit) ? null
        : exit.Ancestors().TakeWhile(a => a != work[0].Parent).OfType<CatchClauseSyntax>().FirstOrDefault() is { } clause ? FailureOf(clause)
        : _settlement.Ack;

    private FailureAnswer AnswerOf(CatchClauseSyntax clause)
    {
        if (!_answers.TryGetValue(clause, out var answer))
            _answers.Add(clause, answer = FailureAnswers.Of(clause, _site));
        return answer;
    }

    /// <summary>The settlement of a message whose failure ends in a catch: one that is handed on is done.</summary>
    private string FailureOf(CatchClauseSyntax clause) => AnswerOf(clause) == FailureAnswer.HandsOn ? _settlement.Ack : _settlement.Nack;

    /// <summary>Whether a catch settles at its end: what it does before may fail, or is to be done before the message is let go.</summary>
    private bool IsSettledLast(CatchClauseSyntax clause, bool catches) => !IsStop(clause) && (catches || AnswerOf(clause) != FailureAnswer.None);

    /// <summary>
    /// The last try with catches among statements of which those after it do not fail, where some failure ends in it. It may
    /// be all that a <c>using</c> is for.
    /// </summary>
    private TryStatementSyntax? MainTry(IReadOnlyList<StatementSyntax> work)
    {
        var tries = work.OfType<TryStatementSyntax>().Where(static t => t.Catches.Count > 0).ToList();
        var main = tries.Count > 0 ? tries[tries.Count - 1] : work.LastOrDefault(s => !IsHarmless(s));
        if (main is null || !work.SkipWhile(s => s != main).Skip(1).All(IsHarmless))
            return null;

        return main switch
        {
            TryStatementSyntax { Catches.Count: > 0 } answering => answering.Catches.Any(Swallows) ? answering : null,
            UsingStatementSyntax { Statement: BlockSyntax inner } => MainTry(inner.Statements),
            _ => null,
        };
    }

    private bool Swallows(CatchClauseSyntax clause) =>
        _semantics.AnalyzeControlFlow(clause.Block) is not { Succeeded: true } flow || flow.EndPointIsReachable || flow.ExitPoints.Length > 0 || flow.ReturnStatements.Length > 0;

    private bool EndsNormally(BlockSyntax block) => _semantics.AnalyzeControlFlow(block) is { EndPointIsReachable: true };

    private bool IsHarmless(StatementSyntax statement) => Harmless.Is(_site.Model.Code.OperationAt(statement), _site.Model);

    private bool IsForAll(CatchClauseSyntax clause) =>
        clause.Filter is null && (clause.Declaration is null || _semantics.GetTypeInfo(clause.Declaration.Type).Type is { Name: "Exception", ContainingNamespace.Name: "System" });

    /// <summary>Whether a catch is for the end of the program. The broker gives back what is not settled by then.</summary>
    private bool IsStop(CatchClauseSyntax clause) =>
        clause.Filter is { } written && _site.Model.Code.OperationAt(written.FilterExpression) is { } filter
        && filter.SelfAndHere().Any(static o => o is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" })
        && RequeuePath.TestsShutdown(filter, whenTrue: true);

    /// <summary>Whether a statement leaves because the program ends, before the work.</summary>
    private static bool IsForStop(StatementSyntax exit) =>
        exit.Ancestors().TakeWhile(static a => a is StatementSyntax).OfType<IfStatementSyntax>().Any(test =>
            test.Statement.Span.Contains(exit.Span) && test.Condition is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsCancellationRequested" });

    private static bool IsBeyondReading(StatementSyntax statement) =>
        HereIn(statement).Any(static n => n is YieldStatementSyntax or GotoStatementSyntax or LabeledStatementSyntax)
        || statement.DescendantTrivia(descendIntoTrivia: false).Concat(statement.GetLastToken().GetNextToken().LeadingTrivia).Any(static t => t.IsKind(SyntaxKind.IfDirectiveTrivia) || t.IsKind(SyntaxKind.ElifDirectiveTrivia) || t.IsKind(SyntaxKind.ElseDirectiveTrivia) || t.IsKind(SyntaxKind.EndIfDirectiveTrivia));

    private static IEnumerable<SyntaxNode> HereIn(SyntaxNode node) =>
        node.DescendantNodesAndSelf(static n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax));

    /// <summary>Whether a return makes the value that it returns, rather than only leave.</summary>
    private bool IsOwnWork(ReturnStatementSyntax statement) =>
        statement.Expression is { } value && (_returns == Returns.BecomeAwaits ? !CompletedTask.Is(value, _semantics) : !IsPlain(value));

    private bool IsPlain(ExpressionSyntax value) => value is LiteralExpressionSyntax or IdentifierNameSyntax || CompletedTask.Is(value, _semantics);
}
