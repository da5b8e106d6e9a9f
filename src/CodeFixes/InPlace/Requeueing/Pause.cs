using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Requeueing;

/// <summary>Lets an async function wait before it settles a delivery.</summary>
internal static class Pause
{
    /// <summary>The changes, or null where the function cannot wait, or must not.</summary>
    public static ImmutableArray<Edit>? Before(IInvocationOperation settlement, RabbitModel model)
    {
        var function = settlement.Function();
        if (settlement.Syntax is not ExpressionSyntax expression || !AsyncRewriting.MayAwait(function) || UsesBodyAfter(settlement, function, model)
            || InsertionPoint.Before(expression) is not { } point)
        {
            return null;
        }

        var configured = settlement.Syntax.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax call } ? ".ConfigureAwait" + call.ArgumentList : "";
        var (task, time) = (Named("System.Threading.Tasks.Task", expression, model), Named("System.TimeSpan", expression, model));
        return point.Insert($"await {task}.Delay({time}.FromSeconds(1)){configured};", AsyncRewriting.Keywords(function, awaits: false));
    }

    /// <summary>The shortest name that stands for the type at that place.</summary>
    private static string Named(string type, ExpressionSyntax place, RabbitModel model) =>
        model.Code.Compilation.GetTypeByMetadataName(type) is { } symbol
            ? symbol.ToMinimalDisplayString(model.Code.Compilation.GetSemanticModel(place.SyntaxTree), place.SpanStart)
            : "global::" + type;

    /// <summary>
    /// Whether an async void handler reads the body after the settlement. The client takes the memory back once the handler
    /// waits.
    /// </summary>
    private static bool UsesBodyAfter(IInvocationOperation settlement, IOperation function, RabbitModel model) =>
        (function is IAnonymousFunctionOperation lambda ? lambda.Symbol : function.Method()) is { ReturnsVoid: true }
        && function.Here().Any(o => o is IMemberReferenceOperation { Member: { Name: "Body" } member } && model.Rabbit.IsClient(member) && o.Syntax.SpanStart > settlement.Syntax.SpanStart);
}
