using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>Finds the work that is done with a message after a BasicGet, in the same function.</summary>
internal static class FollowingWork
{
    /// <summary>A get that is wrapped more often than this is an interface of its own.</summary>
    private const int MostWrappers = 2;

    /// <summary>The nearest call that is given the message, or a part of it, and can take time or fail; null where there is none.</summary>
    public static Call? Find(IInvocationOperation get, RabbitModel model, Options options) => Find(get, model, options, 0);

    private static Call? Find(IOperation get, RabbitModel model, Options options, int wrappers)
    {
        var function = get.Function();
        var isReturned = false;
        var uses = model.Functions.Uses(function);
        var tainted = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var touched = new HashSet<IOperation>();
        var pending = new SortedSet<int>();
        var number = -1;
        Follow(get);
        while (pending.Count > 0)
        {
            number = pending.Min;
            pending.Remove(number);
            var operation = uses[number];
            if (operation.Syntax.SpanStart < get.Syntax.SpanStart && !operation.Syntax.Span.Contains(get.Syntax.Span))
                continue;

            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Touches(value):
                    Taint(declarator.Symbol);
                    break;
                case IIsPatternOperation { Value: var value } pattern when Touches(value):
                    foreach (var declared in pattern.Pattern.SelfAndHere())
                    {
                        if (declared is IDeclarationPatternOperation { DeclaredSymbol: { } named })
                            Taint(named);
                        else if (declared is IRecursivePatternOperation { DeclaredSymbol: { } matched })
                            Taint(matched);
                    }

                    break;
                case ISimpleAssignmentOperation { Target: var target, Value: var value } when Touches(value) && target.Slot() is ILocalSymbol local:
                    Taint(local);
                    break;
                case IInvocationOperation call when call.Syntax != get.Syntax && call.Arguments.Any(a => Touches(a.Value)):
                    if (WorkIn(call) is { } work)
                        return work;
                    break;
                case IReturnOperation { ReturnedValue: { } returned } when Touches(returned):
                    isReturned = true;
                    break;
                case IInvalidOperation when Call.From(operation, model.Code) is { } call && call.Arguments.Any(Touches) && Work.Is(call, model, options):
                    return call;
            }
        }

        if (!isReturned || wrappers >= MostWrappers || function.Method() is not { } method)
            return null;

        return model.Flow.Calls.CallersOf(method)
            .Where(static c => c is IInvocationOperation && !TestCode.Contains(c.Syntax))
            .Select(c => Find(c, model, options, wrappers + 1))
            .FirstOrDefault(static w => w is not null);

        bool Touches(IOperation value) => value.Syntax.Span.Contains(get.Syntax.Span) || touched.Contains(value);

        void Taint(ISymbol variable)
        {
            if (!tainted.Add(variable))
                return;
            foreach (var use in uses.Of(variable))
                Follow(use);
        }

        // What holds a part of the message is looked at when its turn comes in source order.
        void Follow(IOperation use)
        {
            for (var holder = use; holder is not null && holder != function && touched.Add(holder); holder = holder.Parent)
            {
                if (uses.NumberOf(holder) is var turn && turn > number)
                    pending.Add(turn);
            }
        }

        Call? WorkIn(IInvocationOperation call)
        {
            var target = model.Flow.Calls.Resolve(call);
            if (target.Functions.Length > 0)
                return Work.Find(model.ReachedFrom(target.Functions, options), model, options);
            return Call.From(call, model.Code) is { } leaving && Work.Is(leaving, model, options) ? leaving : null;
        }
    }
}
