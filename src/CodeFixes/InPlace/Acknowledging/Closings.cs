using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells handlers that close what their deliveries came over. Nothing can be settled after that.</summary>
internal static class Closings
{
    private static readonly string[] Names = { "Close", "CloseAsync", "Abort", "AbortAsync", "Dispose", "DisposeAsync" };

    public static bool AreReached(ConsumerStart consumer, RabbitModel model, Options options) =>
        model.ReachedAlsoByFailure(consumer.Handler.Functions, options).Functions.Any(f => f.Function.Here().Any(o => Closes(o, consumer, model)));

    private static bool Closes(IOperation operation, ConsumerStart consumer, RabbitModel model)
    {
        if (operation is not IInvocationOperation call || !Names.Contains(call.TargetMethod.Name) || call.Receiver()?.Unwrapped() is not { } closed)
            return false;
        return model.Rabbit.IsChannel(closed.Type) ? model.ChannelOf(call).MayBe(consumer.Channel)
            : model.Rabbit.IsClient(closed.Type) && closed is not ILocalReferenceOperation;
    }
}
