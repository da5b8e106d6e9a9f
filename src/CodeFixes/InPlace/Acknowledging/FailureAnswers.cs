using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Effects;
using Leveret.Analyzers.Paths;
using Leveret.Analyzers.Symbols;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Reads what a catch does about the message that failed.</summary>
internal static class FailureAnswers
{
    /// <summary>How many variables are followed back to the body of the delivery.</summary>
    private const int MostSteps = 4;

    private static readonly string[] Sending = { "publish", "republish", "send", "resend", "forward", "produce", "enqueue", "retry", "requeue", "dead", "deadletter", "dlq" };

    public static FailureAnswer Of(CatchClauseSyntax clause, FixSite site)
    {
        var model = site.Model;
        if (model.Code.OperationAt(clause.Block) is not { } answer)
            return FailureAnswer.Unclear;

        var reached = model.ReachedAlsoByFailure(new[] { answer }, site.Options);
        var sent = reached.Functions.SelectMany(f => f.Function.SelfAndHere()).Where(o => Sends(o, site)).ToList();
        if (sent.Count > 0)
            return sent.Count == 1 && IsHandedOn(sent[0], clause, model) ? FailureAnswer.HandsOn : FailureAnswer.Unclear;
        return TakesMessage(answer, site) ? FailureAnswer.Unclear
            : reached.Leaving.Any(l => Works(l.Call, site) || StatementWork.IsPublish(l.Call, site)) ? FailureAnswer.Works
            : FailureAnswer.None;
    }

    /// <summary>Whether work in a catch is given a variable other than the caught exception: it may do what has failed in another way, or keep the message.</summary>
    private static bool TakesMessage(IOperation answer, FixSite site) => answer.Here().Any(o =>
        Call.From(o, site.Model.Code) is { } call
        && call.Arguments.Any(a => a.SelfAndHere().Any(value => IsInHand(value)))
        && (Works(call, site) || (o is IInvocationOperation inside && site.Model.ReachedAlsoByFailure(site.Model.Flow.Calls.Resolve(inside).Functions, site.Options).Leaving.Any(l => Works(l.Call, site)))));

    private static bool IsInHand(IOperation value) =>
        value is ILocalReferenceOperation or IParameterReferenceOperation
        && value.Type?.Name != "CancellationToken"
        && value.Slot()!.DeclaringSyntaxReferences.All(static r => r.GetSyntax() is not CatchDeclarationSyntax);

    private static bool Works(Call call, FixSite site) =>
        Work.Is(call, site.Model, site.Options) && !Delays.IsDelay(call.Operation);

    private static bool Sends(IOperation operation, FixSite site) =>
        Call.From(operation, site.Model.Code) is { } call
        && (call.Method is { } method && site.Model.Rabbit.IsClient(method)
            ? StatementWork.IsPublish(call, site) && !Replies.IsReply(call)
            : Words.HasWord(call.Name, Sending));

    /// <summary>Whether a statement of the catch publishes the body of the delivery, and nothing leaves the catch before it or fails on purpose.</summary>
    private static bool IsHandedOn(IOperation sent, CatchClauseSyntax clause, RabbitModel model) =>
        sent is IInvocationOperation publish && model.Rabbit.Classify(publish.TargetMethod) == ChannelMember.Publish
        && clause.Block.Statements.OfType<ExpressionStatementSyntax>().Any(s => model.Code.OperationAt(s) is IExpressionStatementOperation { Operation: var whole } && IsWaitedFor(whole, publish))
        && publish.Argument("body") is { } body && IsOfDelivery(body, model, 0)
        && !clause.Block.DescendantNodes().Any(n => n is ThrowStatementSyntax or ThrowExpressionSyntax || (n is ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax && n.SpanStart < publish.Syntax.SpanStart));

    private static bool IsWaitedFor(IOperation statement, IOperation publish)
    {
        var published = statement.Unwrapped();
        if (published is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } configured })
            published = configured.Unwrapped();
        return published.Syntax == publish.Syntax;
    }

    /// <summary>Whether a value is the body of the delivery, or a copy of it.</summary>
    private static bool IsOfDelivery(IOperation value, RabbitModel model, int steps) => value.Unwrapped() switch
    {
        IInvocationOperation { TargetMethod.Name: "ToArray" } copy => copy.Receiver() is { } copied && IsOfDelivery(copied, model, steps),
        IMemberReferenceOperation { Member: { Name: "Body" } member } => model.Rabbit.IsClient(member),
        IParameterReferenceOperation { Parameter: { Name: "body", ContainingSymbol: IMethodSymbol { IsOverride: true } } } => true,
        ILocalReferenceOperation { Local: var local } => steps < MostSteps && model.Flow.ValuesOf(local) is { Complete: true, Values: { Length: > 0 } values } && values.All(v => IsOfDelivery(v, model, steps + 1)),
        _ => false,
    };
}
