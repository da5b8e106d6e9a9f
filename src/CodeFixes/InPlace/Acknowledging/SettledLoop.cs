using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Settles the deliveries that a loop takes from the queue of a consumer of client 5, at the end of each round.</summary>
internal static class SettledLoop
{
    /// <summary>The changes of the loop, or null where it does not take each delivery into a variable first and then work on it.</summary>
    public static IReadOnlyList<Edit>? Edits(ILoopOperation loop, ConsumerStart consumer, FixSite site)
    {
        var model = site.Model;
        if (loop.Body.Syntax is not BlockSyntax { Statements: var statements } || ChannelOf(consumer, loop, model) is not { } channel
            || WorkOnLeaving.Follows(loop.Syntax, site))
        {
            return null;
        }

        var taking = statements.IndexOf(s => TakenInto(s, model) is not null);
        if (taking < 0 || TakenInto(statements[taking], model) is not { } delivery)
            return null;

        var edits = new EditList(loop.Syntax.SyntaxTree);
        var settlement = Settlement.Of(Settlement.Written(delivery.Name) + ".DeliveryTag", channel, configuresAwaits: false, model);
        return new SettledStatements(edits, settlement, Returns.Stay, site).Write(statements.Skip(taking + 1).ToList(), catches: false) ? edits.Joined() : null;
    }

    /// <summary>The channel's name, where it is the same in the loop.</summary>
    private static string? ChannelOf(ConsumerStart consumer, ILoopOperation loop, RabbitModel model)
    {
        var channel = consumer.Call.Receiver()?.Unwrapped();
        var (starting, looping) = (consumer.Call.Function(), loop.Function());
        var isSame = channel switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation => starting.Syntax == looping.Syntax,
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } => SymbolEqualityComparer.Default.Equals(starting.Method()?.ContainingType, looping.Method()?.ContainingType),
            _ => false,
        };
        return isSame && Lasting.Holds(channel!.Slot()!, model) && !ChannelName.IsDeclaredIn(loop.Body.Syntax, channel!.Slot()!.Name, model.Code.Compilation.GetSemanticModel(loop.Syntax.SyntaxTree))
            ? Settlement.Written(channel!.Slot()!.Name)
            : null;
    }

    /// <summary>The variable that a statement puts the next delivery into, having waited for it.</summary>
    private static ISymbol? TakenInto(StatementSyntax statement, RabbitModel model)
    {
        var (symbol, value) = model.Code.OperationAt(statement) switch
        {
            IVariableDeclarationGroupOperation { Declarations: { Length: 1 } declarations } when declarations[0].Declarators is { Length: 1 } declared => (declared[0].Symbol, declared[0].GetVariableInitializer()?.Value),
            IExpressionStatementOperation { Operation: ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment } => (local, assignment.Value),
            _ => ((ISymbol?)null, (IOperation?)null),
        };
        return value?.Unwrapped() is IInvocationOperation { TargetMethod: { Name: "Dequeue", Parameters.Length: 0 } method } && model.Rabbit.IsClient(method)
            && symbol is ILocalSymbol { Type: var type } && model.Rabbit.IsClient(type)
                ? symbol
                : null;
    }
}
