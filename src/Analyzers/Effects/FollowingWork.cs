using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>Finds the work that is done with a message after a BasicGet, in the same function.</summary>
internal static class FollowingWork
{
    public static Call? Find(IInvocationOperation get, RabbitModel model, Options options)
    {
        var function = get.Function();
        var tainted = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in function.Here())
        {
            if (operation.Syntax.SpanStart < get.Syntax.SpanStart && !operation.Syntax.Span.Contains(get.Syntax.Span))
                continue;

            switch (operation)
            {
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Touches(value):
                    tainted.Add(declarator.Symbol);
                    break;
                case ISimpleAssignmentOperation { Target: var target, Value: var value } when Touches(value) && target.Slot() is ILocalSymbol local:
                    tainted.Add(local);
                    break;
                case IInvocationOperation call when call.Syntax != get.Syntax && call.Arguments.Any(a => Touches(a.Value)):
                    if (WorkIn(call) is { } work)
                        return work;
                    break;
                case IInvalidOperation when Call.From(operation, model.Code) is { } call && call.Arguments.Any(Touches) && Work.Is(call, model, options):
                    return call;
            }
        }

        return null;

        bool Touches(IOperation value) =>
            value.Syntax.Span.Contains(get.Syntax.Span)
            || (value.Slot() is { } own && tainted.Contains(own))
            || value.Here().Any(o => o.Slot() is { } slot && tainted.Contains(slot));

        Call? WorkIn(IInvocationOperation call)
        {
            var target = model.Flow.Calls.Resolve(call);
            if (target.Functions.Length > 0)
                return Work.Find(model.ReachedFrom(target.Functions, options), model, options);
            return Call.From(call, model.Code) is { } leaving && Work.Is(leaving, model, options) ? leaving : null;
        }
    }
}
