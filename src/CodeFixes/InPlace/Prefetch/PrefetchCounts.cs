using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Effects;
using Leveret.Analyzers.Settings;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>The prefetch counts that suit consumers.</summary>
internal static class PrefetchCounts
{
    /// <summary>Fair dispatch, and the fewest redeliveries after a crash.</summary>
    private const int ForWork = 1;

    /// <summary>Enough to hide the way to the broker and back where nothing takes time.</summary>
    private const int ForTrivialHandlers = 50;

    /// <summary>The counts for consumers that get the same, the recommended one first.</summary>
    public static ImmutableArray<int> For(IReadOnlyCollection<ConsumerStart> consumers, RabbitModel model, Options options)
    {
        var counts = consumers.Count > 0 && consumers.All(c => IsTrivial(c, model, options))
            ? new[] { ForTrivialHandlers, ForWork }
            : new[] { ForWork, ForTrivialHandlers };
        return (options.Prefetch is { } chosen ? counts.Prepend(chosen) : counts).Distinct().ToImmutableArray();
    }

    /// <summary>The equivalence key of the action for the count at that index: all consumers get their own recommended one together.</summary>
    public static string Key(string rule, int index) => index switch
    {
        0 => rule,
        1 => rule + ".other",
        _ => rule + ".last",
    };

    /// <summary>Why one would choose the count, as titles say it.</summary>
    public static string Reason(int count, Options options) => count switch
    {
        _ when count == options.Prefetch => "as .editorconfig says",
        ForTrivialHandlers => "quick work",
        _ => "slow or unknown work",
    };

    /// <summary>Whether all that the handler does is seen, and nothing of it can take time or fail.</summary>
    private static bool IsTrivial(ConsumerStart consumer, RabbitModel model, Options options)
    {
        if (!consumer.Handler.Complete)
            return false;

        var reached = model.Reached(consumer.Handler, options);
        return reached.Complete
            && reached.Leaving.All(l => options.IsSafe(l.Call) || (!Work.Is(l.Call, model, options) && IsKnown(l.Call)))
            && !reached.Functions.Any(f => f.Function.HereOutsideCatches().Any(o => o is IInvocationOperation call && AsksBroker(model.Rabbit.Classify(call.TargetMethod))));
    }

    /// <summary>Calls of the client that wait for an answer.</summary>
    private static bool AsksBroker(ChannelMember member) => member is
        ChannelMember.Consume or ChannelMember.Get or ChannelMember.Qos or ChannelMember.CreateChannel
        or ChannelMember.DeclareQueue or ChannelMember.DeclareQueuePassive or ChannelMember.MessageCount;

    private static bool IsKnown(Call call) => call.Method is { MethodKind: not MethodKind.DelegateInvoke } && TrivialCalls.Contains(call);
}
