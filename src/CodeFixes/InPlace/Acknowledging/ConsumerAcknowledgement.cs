using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Rules;
using Leveret.Analyzers.Symbols;
using Leveret.CodeFixes.Fixing;
using Leveret.CodeFixes.InPlace.Prefetch;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Turns a consumer with auto-ack into one whose handler settles each delivery after the work.</summary>
internal static class ConsumerAcknowledgement
{
    /// <summary>The changes, or null where the result is not certain to settle each delivery once.</summary>
    public static ImmutableArray<Edit>? Edits(ConsumerStart consumer, FixSite site)
    {
        var model = site.Model;
        var sharing = SharedHandler.Of(consumer, model);
        if (sharing.IsEmpty || Transactions.AreUsed(model) || sharing.Any(c => Closings.AreReached(c, model, site.Options)))
            return null;

        var function = consumer.Handler.Functions[0];
        if (UnfinishedWork.DroppedTasks(consumer.Handler.Functions, model, site.Options) is not { } dropped)
            return null;

        var settled = model.ReachedAlsoByFailure(consumer.Handler.Functions, site.Options).Functions.SelectMany(static f => f.Function.Descendants())
            .Any(o => IsSettlement(o, model) && !IsNested(o, consumer, model));
        IReadOnlyList<Edit>? handling;
        if (settled)
            handling = dropped.IsEmpty && SettledAlready.IsCertain(function, model) ? Array.Empty<Edit>() : null;
        else if (function is ILoopOperation loop)
            handling = dropped.IsEmpty ? SettledLoop.Edits(loop, consumer, site) : null;
        else
            handling = HandlerCode.Of(function, model) is { } handler && SettlementIn(handler, sharing, model) is { } settlement
                ? SettledHandler.Edits(handler, settlement, dropped, site)
                : null;
        if (handling is null)
            return null;

        var edits = ImmutableArray.CreateBuilder<Edit>();
        edits.AddRange(handling);
        foreach (var shared in sharing)
        {
            if (AutoAckArgument.SwitchOff(shared.Call, model) is not { } off)
                return null;
            if (!edits.Contains(off))
                edits.Add(off);
        }

        return AddLimits(sharing, site, edits) && AreApart(edits) ? edits.ToImmutable() : null;
    }

    /// <summary>Sets a limit for each consumer that has none, since without auto-ack it needs one.</summary>
    private static bool AddLimits(ImmutableArray<ConsumerStart> consumers, FixSite site, ImmutableArray<Edit>.Builder edits)
    {
        foreach (var consumer in consumers.Where(c => MissingPrefetch.LacksLimit(c, site.Model)))
        {
            var groups = PrefetchGroup.On(consumer, site, c => MissingPrefetch.LacksLimit(c, site.Model) && (c.AckMode == AckMode.Manual || AutoAckLoss.LostWork(c, site.Model, site.Options) is not null));
            if (groups.FirstOrDefault(g => g.Consumers.Contains(consumer)) is not { } own
                || PrefetchGroup.Edits(groups.Where(g => g == own || !IsStartedIn(consumer.Handler, g.Place.Consumer)).ToList(), own, choice: 0, site) is not { } limits)
            {
                return false;
            }

            edits.AddRange(limits.Where(l => !edits.Any(l.IsSameAs)));
        }

        return true;
    }

    /// <summary>Whether a handler starts the consumer, later than its own, so that a limit on the channel is set by then.</summary>
    private static bool IsStartedIn(Handler handler, ConsumerStart consumer) =>
        handler.Functions.Any(f => f.Syntax.SyntaxTree == consumer.Call.Syntax.SyntaxTree && f.Syntax.Span.Contains(consumer.Call.Syntax.Span));

    private static bool AreApart(ImmutableArray<Edit>.Builder edits)
    {
        for (var i = 0; i < edits.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (edits[i].Meets(edits[j]))
                    return false;
            }
        }

        return true;
    }

    public static bool IsSettlement(IOperation operation, RabbitModel model) =>
        operation is IInvocationOperation call && model.Rabbit.Classify(call.TargetMethod) is ChannelMember.Ack or ChannelMember.Nack or ChannelMember.Reject;

    /// <summary>Whether a settlement is that of another consumer, started in the handler, for a delivery of its own.</summary>
    private static bool IsNested(IOperation settlement, ConsumerStart consumer, RabbitModel model)
    {
        var function = settlement.Function();
        return !consumer.Handler.Functions.Any(f => f.Syntax == function.Syntax)
            && model.ConsumersIn(function.Syntax.SyntaxTree).Any(c => c.Handler.Functions.Any(f => f.Syntax == function.Syntax))
            && ((IInvocationOperation)settlement).Argument("deliveryTag") is { } tag
            && StableExpressions.SlotsOf(tag).Where(static s => s is ILocalSymbol or IParameterSymbol).ToList() is { Count: > 0 } slots
            && slots.All(s => s is IParameterSymbol && s.DeclaringSyntaxReferences.Any(d => d.SyntaxTree == function.Syntax.SyntaxTree && function.Syntax.Span.Contains(d.Span)));
    }

    private static Settlement? SettlementIn(HandlerCode handler, ImmutableArray<ConsumerStart> sharing, RabbitModel model)
    {
        var channels = sharing.Select(c => ChannelName.In(handler, c, model)).Distinct().ToList();
        return channels.Count == 1 && channels[0] is { } channel
            ? Settlement.Of(handler.DeliveryTag, channel, handler.ConfiguresAwaits, model)
            : null;
    }
}
