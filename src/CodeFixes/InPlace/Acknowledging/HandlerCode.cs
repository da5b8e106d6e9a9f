using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>A function that takes deliveries, as it is written.</summary>
internal sealed class HandlerCode
{
    private HandlerCode(IOperation function, IMethodSymbol symbol, string deliveryTag, RabbitModel model)
    {
        Function = function;
        Symbol = symbol;
        DeliveryTag = deliveryTag;
        Semantics = model.Code.Compilation.GetSemanticModel(function.Syntax.SyntaxTree);
        (Block, Expression) = function.Syntax switch
        {
            AnonymousFunctionExpressionSyntax lambda => (lambda.Block, lambda.ExpressionBody),
            BaseMethodDeclarationSyntax method => (method.Body, method.ExpressionBody?.Expression),
            LocalFunctionStatementSyntax local => (local.Body, local.ExpressionBody?.Expression),
            _ => (null, null),
        };
        ReturnsTask = symbol is { ReturnsVoid: false };
        ConfiguresAwaits = Awaits(function).Any() && Awaits(function).All(static a => a.Operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" });
    }

    public IOperation Function { get; }

    public IMethodSymbol Symbol { get; }

    public SyntaxNode Syntax => Function.Syntax;

    public SyntaxTree Tree => Function.Syntax.SyntaxTree;

    public SemanticModel Semantics { get; }

    public BlockSyntax? Block { get; }

    public ExpressionSyntax? Expression { get; }

    /// <summary>The tag of the delivery, as the function names it.</summary>
    public string DeliveryTag { get; }

    public bool ReturnsTask { get; }

    /// <summary>Whether every await of the function goes on wherever it can.</summary>
    public bool ConfiguresAwaits { get; }

    /// <summary>Whether it is the override of a derived consumer, rather than subscribed to an event.</summary>
    public bool IsOverride => Symbol.IsOverride;

    /// <summary>The function, or null where it does not name what it takes, or something is written into that.</summary>
    public static HandlerCode? Of(IOperation function, RabbitModel model)
    {
        var symbol = function is IAnonymousFunctionOperation lambda ? lambda.Symbol : function.Method();
        if (symbol is not { Parameters.Length: >= 2, IsAbstract: false } || symbol.PartialDefinitionPart is not null)
            return null;

        var delivered = symbol.Parameters[1];
        if (delivered.IsDiscard || delivered.Name is "_" or "" || delivered.RefKind != RefKind.None || Lasting.IsWritten(delivered, model))
            return null;

        return delivered.Type.SpecialType == SpecialType.System_UInt64 && symbol.IsOverride ? new HandlerCode(function, symbol, Settlement.Written(delivered.Name), model)
            : delivered.Type.Name == "BasicDeliverEventArgs" && model.Rabbit.IsClient(delivered.Type) ? new HandlerCode(function, symbol, Settlement.Written(delivered.Name) + ".DeliveryTag", model)
            : null;
    }

    private static IEnumerable<IAwaitOperation> Awaits(IOperation function) => function.Here().OfType<IAwaitOperation>();
}
