using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Paths;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ2002: Failed messages are requeued without delay or limit.</summary>
internal static class RequeueStorm
{
    public const string Id = "RMQ2002";

    /// <summary>A choice made of more tests and flags than this is not followed.</summary>
    private const int MostTests = 20;

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Failed messages are requeued without delay or limit",
        messageFormat: "A failed message{0} is requeued without delay or limit, so one poison message comes back thousands of times a second{1}",
        category: Categories.Settlement,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A negative acknowledgement with requeue puts the message back at the head of the queue at once. A message that always fails then circles between broker and consumer at 8 000 to 15 000 deliveries a second on a classic queue. Bound the attempts, delay them, or dead-letter the message.",
        helpLinkUri: HelpLinks.For(Id));

    public static void Report(RabbitModel model, SyntaxTree tree, Action<Diagnostic> report)
    {
        foreach (var (call, member) in model.NegativeSettlementsIn(tree))
        {
            if (call.Argument("requeue") is not { } requeue || FailurePlace(call, requeue, model) is not { } place)
                continue;

            var limit = model.Limits.Of(tree);
            if (limit == DeliveryLimit.Explicit || (limit == DeliveryLimit.Default && member == ChannelMember.Reject))
                continue;

            report(Diagnostic.Create(
                Descriptor,
                call.NameOf().GetLocation(),
                new[] { place.GetLocation() },
                Messages.Of(model.OnlyQueueIn(tree)),
                limit == DeliveryLimit.Default ? "; from RabbitMQ 4.3 on, a nack does not count towards the delivery limit of a quorum queue" : ""));
        }
    }

    /// <summary>Where the failure is that leads to an unbounded requeue, or null.</summary>
    private static SyntaxNode? FailurePlace(IInvocationOperation call, IOperation requeue, RabbitModel model)
    {
        if (model.Flow.Constant(requeue) is { HasValue: true, Value: bool always })
            return always ? FailurePlace(call, model) : null;
        if (TestsExceptionOnly(requeue, model, depth: 0) || (requeue.Unwrapped() is IBinaryOperation && new Limits(model).CountsCopyOnly(requeue.Unwrapped(), call)))
            return FailurePlace(call, model);

        if (requeue.Unwrapped() is not IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol } parameter })
            return null;

        foreach (var argument in model.Flow.ValuesOf(parameter).Values)
        {
            if (model.Flow.Constant(argument) is { HasValue: true, Value: true }
                && argument.SelfAndAncestors().OfType<IInvocationOperation>().FirstOrDefault() is { } caller
                && !TestCode.Contains(caller.Syntax)
                && FailurePlace(caller, model) is { } place)
            {
                return place;
            }
        }

        return null;
    }

    /// <summary>Whether the choice looks at nothing but the type of the exception, so that the same failure is requeued each time.</summary>
    private static bool TestsExceptionOnly(IOperation requeue, RabbitModel model, int depth)
    {
        if (depth > MostTests)
            return false;

        var value = requeue.Unwrapped();
        if (value is ILocalReferenceOperation local)
        {
            var values = model.Flow.ValuesOf(local.Local).Values;
            return values.Length == 1 && TestsExceptionOnly(values[0], model, depth + 1);
        }

        return value switch
        {
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => TestsExceptionOnly(not.Operand, model, depth + 1),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both => TestsExceptionOnly(both.LeftOperand, model, depth + 1) && TestsExceptionOnly(both.RightOperand, model, depth + 1),
            IIsTypeOperation test => IsException(test.ValueOperand.Type),
            IIsPatternOperation test => IsException(test.Value.Type),
            _ => false,
        };
    }

    private static bool IsException(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Exception", ContainingNamespace.Name: "System" })
                return true;
        }

        return false;
    }

    private static SyntaxNode? FailurePlace(IOperation site, RabbitModel model)
    {
        var path = new RequeuePath(model);
        return path.Judge(site) == PathKind.Failure ? path.Place : null;
    }
}
