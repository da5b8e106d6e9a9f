using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Effects;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>The prefetch counts that suit a consumer.</summary>
internal static class PrefetchCounts
{
    /// <summary>Fair dispatch, and the fewest redeliveries after a crash.</summary>
    private const int ForWork = 1;

    /// <summary>Enough to hide the round trip to the broker where nothing takes time.</summary>
    private const int ForTrivialHandlers = 50;

    /// <summary>The counts, the recommended one first.</summary>
    public static ImmutableArray<int> For(ConsumerStart consumer, RabbitModel model, Options options) =>
        IsTrivial(consumer, model, options) ? ImmutableArray.Create(ForTrivialHandlers, ForWork) : ImmutableArray.Create(ForWork, ForTrivialHandlers);

    /// <summary>Whether all that the handler does is seen, and nothing of it can take time or fail.</summary>
    private static bool IsTrivial(ConsumerStart consumer, RabbitModel model, Options options)
    {
        if (!consumer.Handler.Complete)
            return false;

        var reached = model.Reached(consumer.Handler, options);
        return reached.Complete && reached.Leaving.All(l => options.IsSafe(l.Call) || (!Work.Is(l.Call, model, options) && IsKnown(l.Call)));
    }

    private static bool IsKnown(Call call) => call.Method is { MethodKind: not MethodKind.DelegateInvoke } && TrivialCalls.Contains(call);
}
