using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Turns a BasicGet with auto-ack into one whose message is settled after the work.</summary>
internal static class GetAcknowledgement
{
    /// <summary>The changes, or null where the work is not certain to end in the statements that follow.</summary>
    public static ImmutableArray<Edit>? Edits(IInvocationOperation get, FixSite site)
    {
        var model = site.Model;
        if (AutoAckArgument.SwitchOff(get, model) is not { } off || Transactions.AreUsed(model)
            || TakenMessage.Of(get, model) is not { } message
            || WorkOnLeaving.Follows(get.Syntax, site)
            || ChannelOf(get, message.Work, model) is not { } channel
            || (Settlement.IsAwaitedIn(model) && !IsAsync(get.Function())))
        {
            return null;
        }

        var work = message.Work.Select(s => model.Code.OperationAt(s)).OfType<IOperation>().ToList();
        if (work.Count != message.Work.Count || !Contains(work, site) || work.Any(s => TakesAway(s, message.Work))
            || UnfinishedWork.DroppedTasks(work, model, site.Options) is not { IsEmpty: true }
            || model.ReachedAlsoByFailure(work, site.Options).Functions.Any(f => f.Function.SelfAndHere().Any(o => ConsumerAcknowledgement.IsSettlement(o, model))))
        {
            return null;
        }

        if (Disposals.FinishWork(message.Work[0], model.Code.Compilation.GetSemanticModel(get.Syntax.SyntaxTree)))
            return null;

        var edits = new EditList(get.Syntax.SyntaxTree);
        var settlement = Settlement.Of(Settlement.Written(message.Variable.Name) + ".DeliveryTag", channel, configuresAwaits: get.Syntax.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }, model);
        return new SettledStatements(edits, settlement, Returns.Stay, site).Write(message.Work, catches: true)
            ? edits.Joined()?.Append(off).ToImmutableArray()
            : null;
    }

    private static bool IsAsync(IOperation function) =>
        (function is IAnonymousFunctionOperation lambda ? lambda.Symbol : function.Method()) is { IsAsync: true };

    /// <summary>The channel, where it is still the same after the work.</summary>
    private static string? ChannelOf(IInvocationOperation get, IReadOnlyList<StatementSyntax> work, RabbitModel model)
    {
        var receiver = get.Receiver()?.Unwrapped();
        var isSame = receiver switch
        {
            ILocalReferenceOperation or IParameterReferenceOperation => !get.Function().Here().OfType<IAssignmentOperation>().Any(a =>
                SymbolEqualityComparer.Default.Equals(a.Target.Slot(), receiver.Slot()) && work.Any(s => s.Span.Contains(a.Syntax.Span))),
            IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation, Field: var field, Syntax: var name } => Lasting.Holds(field.OriginalDefinition, model)
                && (name is MemberAccessExpressionSyntax || !work.Any(s => ChannelName.IsDeclaredIn(s, field.Name, model.Code.Compilation.GetSemanticModel(s.SyntaxTree)))),
            _ => false,
        };
        return isSame && receiver!.Syntax is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } ? receiver!.Syntax.ToString() : null;
    }

    /// <summary>Whether the work that was reported is done in the statements, and not after them.</summary>
    private static bool Contains(List<IOperation> work, FixSite site)
    {
        var reported = site.Report.AdditionalLocations[0];
        return site.Model.ReachedAlsoByFailure(work, site.Options).Functions.Any(f =>
            f.Function.Syntax.SyntaxTree == reported.SourceTree && f.Function.Syntax.Span.Contains(reported.SourceSpan));
    }

    /// <summary>Whether a statement lets something out of the statements that may be the message, to be worked on later.</summary>
    private static bool TakesAway(IOperation statement, IReadOnlyList<StatementSyntax> work)
    {
        return statement.SelfAndHere().Any(o => o switch
        {
            ISimpleAssignmentOperation { Target: var target } => !IsCount(target.Type) && target is not IDiscardOperation && !IsWithin(target),
            IInvocationOperation { TargetMethod: { Name: "Add" or "AddRange" or "Insert", ContainingNamespace: { } space }, Instance: { } list } =>
                space.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) && !IsWithin(list),
            IReturnOperation { ReturnedValue: { } value } => value.Unwrapped() is ILocalReferenceOperation && IsWithin(value.Unwrapped()),
            _ => false,
        });

        bool IsWithin(IOperation target) =>
            Root(target).Slot() is ILocalSymbol local && local.DeclaringSyntaxReferences.Any(r => work.Any(s => s.SyntaxTree == r.SyntaxTree && s.Span.Contains(r.Span)));
    }

    private static IOperation Root(IOperation target)
    {
        while (target is IMemberReferenceOperation { Instance: { } instance })
            target = instance.Unwrapped();
        return target;
    }

    private static bool IsCount(ITypeSymbol? type) =>
        type is { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_Double and not SpecialType.System_Char };
}
