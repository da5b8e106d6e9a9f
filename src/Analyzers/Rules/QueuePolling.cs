using System.Globalization;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Paths;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ1003: a queue that is asked for messages again and again.</summary>
internal static class QueuePolling
{
    public const string Id = "RMQ1003";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Queue is polled with BasicGet",
        messageFormat: "Queue{0} is polled with {1}: {2}, where a consumer gets each message pushed within milliseconds",
        category: Categories.FlowControl,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A loop or timer that asks an empty queue again and again delays each message by half the polling interval on average and loads the broker; a consumer gets the same message pushed within milliseconds.",
        helpLinkUri: HelpLinks.For(Id));

    public static void Report(RabbitModel model, SyntaxTree tree, Action<Diagnostic> report)
    {
        var reported = new HashSet<SyntaxNode>();
        foreach (var get in model.GetsIn(tree))
        {
            if (Polling.Of(get, model) is { } polling)
            {
                reported.Add(polling.Place!);
                report(Create(get, "BasicGet", model.QueueOf(get), polling));
            }
        }

        foreach (var look in model.CountsIn(tree))
        {
            if (IsWaitForMessages(look, model) && Polling.Of(look, model) is { } polling && reported.Add(polling.Place!))
                report(Create(look, model.Rabbit.Classify(look.TargetMethod) == ChannelMember.MessageCount ? "MessageCount" : "QueueDeclarePassive", model.QueueOf(look), polling));
        }
    }

    /// <summary>
    /// A count that is watched for its own sake cannot be pushed; one that is compared with nothing, here or by a caller
    /// that is told, waits for a message.
    /// </summary>
    private static bool IsWaitForMessages(IInvocationOperation look, RabbitModel model) =>
        CountIsRead(look, model) && (IsTested(look, model) || (IsReturned(look) && look.Function().Method() is { } method && model.Flow.Calls.CallersOf(method).Any(c => IsTested(c, model))));

    private static bool IsTested(IOperation look, RabbitModel model)
    {
        var empty = new EmptyResult(look, model.Functions);
        return model.Functions.Assignments(look.Function()).Tests.Any(test => empty.Holds(test) is not null);
    }

    private static bool IsReturned(IOperation look) => look.SelfAndAncestors().Any(static a => a is IReturnOperation);

    /// <summary>A passive declaration whose count nobody reads asks whether the queue exists.</summary>
    private static bool CountIsRead(IInvocationOperation look, RabbitModel model) =>
        model.Rabbit.Classify(look.TargetMethod) == ChannelMember.MessageCount
        || model.Functions.Assignments(look.Function()).ReadsCount;

    private static Diagnostic Create(IInvocationOperation call, string member, string? queue, Polling polling) =>
        Diagnostic.Create(
            Descriptor,
            call.NameOf().GetLocation(),
            new[] { polling.Place!.GetLocation() },
            queue is null ? "" : $" '{queue}'",
            member,
            Cost(polling));

    private static string Cost(Polling polling) =>
        polling.Interval is { } interval ? $"a message waits {Text(TimeSpan.FromTicks(interval.Ticks / 2))} on average"
        : polling.Pauses ? "a message waits half the polling interval on average"
        : "the loop asks the broker without a pause and burns time on both sides";

    private static string Text(TimeSpan time) =>
        time.TotalSeconds < 1
            ? time.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture) + " ms"
            : time.TotalMinutes < 2
                ? time.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s"
                : time.TotalMinutes.ToString("0.#", CultureInfo.InvariantCulture) + " min";
}
