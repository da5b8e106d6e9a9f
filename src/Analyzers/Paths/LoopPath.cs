using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>Follows the statements after a call that came back with nothing, up to the loop around it.</summary>
internal sealed class LoopPath
{
    private readonly EmptyResult _empty;

    public LoopPath(EmptyResult empty) => _empty = empty;

    /// <summary>Whether <paramref name="loop"/> goes round again after <paramref name="site"/> came back with nothing.</summary>
    public bool Repeats(IOperation site, ILoopOperation loop)
    {
        var (end, inCondition) = EndOf(site, loop);
        if (inCondition)
            return _empty.Holds(ConditionOf(loop)) != false && (Run(loop.Body) & (Completion.Next | Completion.Continue)) != 0;

        return (end & (Completion.Next | Completion.Continue)) != 0 && _empty.Holds(ConditionOf(loop)) != false;
    }

    /// <summary>How the statements from <paramref name="site"/> on end, up to the body of <paramref name="loop"/>.</summary>
    private (Completion End, bool InCondition) EndOf(IOperation site, ILoopOperation loop)
    {
        var end = Completion.Next;
        var child = site;
        for (var parent = site.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent.Syntax == loop.Syntax && parent is ILoopOperation)
                return (end, child.Syntax != loop.Body.Syntax);

            end = After(child, parent, end);
        }

        return (end, false);
    }

    private Completion After(IOperation child, IOperation parent, Completion end)
    {
        switch (parent)
        {
            case IReturnOperation or IThrowOperation:
                return Completion.Leave;

            case ICoalesceOperation { WhenNull: var otherwise } coalesce when child == coalesce.Value && otherwise.Unwrapped() is IThrowOperation:
                return Completion.Leave;

            case IBlockOperation block:
                _empty.Note(child);
                return Sequence(block.Operations.SkipWhile(o => o != child).Skip(1), end);

            case IConditionalOperation conditional when child == conditional.Condition && conditional.Syntax is IfStatementSyntax:
                return Branch(conditional);

            case ILoopOperation inner:
                return child != inner.Body && _empty.Holds(ConditionOf(inner)) == false
                    ? Completion.Next
                    : (end & Completion.Leave) | ((end & ~Completion.Leave) != 0 ? Completion.Next : Completion.None);

            case ISwitchOperation choice when child == choice.Value:
                return Run(choice);

            case ISwitchOperation:
                return (end & ~Completion.Break) | ((end & Completion.Break) != 0 ? Completion.Next : Completion.None);

            default:
                return end;
        }
    }

    private Completion Run(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return Sequence(block.Operations, Completion.Next);
            case IConditionalOperation conditional when conditional.Syntax is IfStatementSyntax:
                return Branch(conditional);
            case IReturnOperation { Kind: not OperationKind.YieldReturn } or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }:
                return Completion.Leave;
            case IBranchOperation branch:
                return branch.BranchKind switch
                {
                    BranchKind.Break => Completion.Break,
                    BranchKind.Continue => Completion.Continue,
                    _ => Completion.Next,
                };
            case ITryOperation attempt:
                return Run(attempt.Body);
            case IUsingOperation use:
                return Run(use.Body);
            case ILockOperation hold:
                return Run(hold.Body);
            case ILabeledOperation { Operation: { } labelled }:
                return Run(labelled);
            case ILoopOperation loop:
                return Loop(loop);
            case ISwitchOperation choice:
                if (_empty.Selected(choice) is { } selected)
                    return After(choice, choice, Sequence(selected.Body, Completion.Next));

                var end = choice.Cases.Any(static c => c.Clauses.Any(static k => k.CaseKind == CaseKind.Default)) ? Completion.None : Completion.Next;
                foreach (var section in choice.Cases)
                    end |= Sequence(section.Body, Completion.Next);
                return After(choice, choice, end);
            default:
                _empty.Note(statement);
                return Completion.Next;
        }
    }

    /// <summary>Whether <paramref name="target"/>, later in the same function, is reached after <paramref name="site"/> came back with nothing.</summary>
    public bool Reaches(IOperation site, IOperation target)
    {
        var end = Completion.Next;
        var child = site;
        for (var parent = site.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            if (parent is IConditionalOperation test && child == test.Condition && test.Syntax.Span.Contains(target.Syntax.Span))
                return IsOnPath(test, target);

            if (parent is IBlockOperation block && block.Syntax.Span.Contains(target.Syntax.Span) && !child.Syntax.Span.Contains(target.Syntax.Span))
            {
                var between = block.Operations.SkipWhile(o => o != child).Skip(1).TakeWhile(o => !o.Syntax.Span.Contains(target.Syntax.Span));
                _empty.Note(child);
                return (Sequence(between, end) & Completion.Next) != 0 && IsOnPath(block, target);
            }

            end = After(child, parent, end);
            if ((end & Completion.Next) == 0)
                return false;
        }

        return false;
    }

    /// <summary>Whether no condition between <paramref name="from"/> and <paramref name="target"/> keeps it from running.</summary>
    private bool IsOnPath(IOperation from, IOperation target)
    {
        foreach (var conditional in target.SelfAndAncestors().TakeWhile(a => a != from.Parent).OfType<IConditionalOperation>())
        {
            if (conditional.Condition.Syntax.Span.Contains(target.Syntax.Span))
                continue;
            var inThen = conditional.WhenTrue.Syntax.Span.Contains(target.Syntax.Span);
            if (_empty.Holds(conditional.Condition) is { } holds && holds != inThen)
                return false;
        }

        return true;
    }

    private Completion Loop(ILoopOperation loop)
    {
        var body = Run(loop.Body);
        var endless = loop is IWhileLoopOperation { Condition.ConstantValue: { HasValue: true, Value: true } } or IForLoopOperation { Condition: null };
        return (body & Completion.Leave) | (!endless || (body & Completion.Break) != 0 ? Completion.Next : Completion.None);
    }

    private Completion Branch(IConditionalOperation conditional)
    {
        if (_empty.Holds(conditional.Condition) is { } holds)
            return holds ? Run(conditional.WhenTrue) : conditional.WhenFalse is { } only ? Run(only) : Completion.Next;

        var before = _empty.Flags;
        var end = Run(conditional.WhenTrue);
        var after = _empty.Flags;
        _empty.Flags = before;
        end |= conditional.WhenFalse is { } otherwise ? Run(otherwise) : Completion.Next;
        _empty.Flags = _empty.Flags.Where(f => after.TryGetValue(f.Key, out var other) && other == f.Value).ToDictionary(static f => f.Key, static f => f.Value, SymbolEqualityComparer.Default);
        return end;
    }

    private Completion Sequence(IEnumerable<IOperation> statements, Completion end)
    {
        foreach (var statement in statements)
        {
            if ((end & Completion.Next) == 0)
                break;
            end = (end & ~Completion.Next) | Run(statement);
        }

        return end;
    }

    private static IOperation? ConditionOf(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation @while => @while.ConditionIsUntil ? null : @while.Condition,
        IForLoopOperation @for => @for.Condition,
        _ => null,
    };
}
