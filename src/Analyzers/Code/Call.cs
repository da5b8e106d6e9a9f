using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>
/// A call as it reads: bound where its library is at hand, and still named where the reference is missing, as in a
/// project that is half restored.
/// </summary>
internal sealed class Call
{
    private Call(IOperation operation, IMethodSymbol? method, string name, ITypeSymbol? type, string typeName, IOperation? receiver, ImmutableArray<IOperation> arguments)
    {
        Operation = operation;
        Method = method;
        Name = name;
        Type = type;
        TypeName = typeName;
        Receiver = receiver;
        Arguments = arguments;
    }

    public IOperation Operation { get; }

    /// <summary>The method, or null where the reference to its library is missing.</summary>
    public IMethodSymbol? Method { get; }

    /// <summary>The name of the method; <c>.ctor</c> for a creation.</summary>
    public string Name { get; }

    /// <summary>The type that declares the method or that the receiver has; null where it is not known.</summary>
    public ITypeSymbol? Type { get; }

    /// <summary>The simple name of the type, or the text before the dot where there is no type.</summary>
    public string TypeName { get; }

    public IOperation? Receiver { get; }

    public ImmutableArray<IOperation> Arguments { get; }

    /// <summary>The namespace of the type; empty where it is not known.</summary>
    public string Namespace => Type is { TypeKind: not TypeKind.Error, ContainingNamespace: { IsGlobalNamespace: false } space } ? space.ToDisplayString() : "";

    public bool IsAwaited => Operation.SelfAndAncestors().Skip(1).TakeWhile(static o => o is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" } or IInvalidOperation or IConditionalAccessOperation or IConversionOperation or IAwaitOperation).Any(static o => o is IAwaitOperation);

    /// <summary>Whether nothing is done with the result.</summary>
    public bool IsStatement => Operation.Parent is IExpressionStatementOperation or IConditionalAccessOperation { Parent: IExpressionStatementOperation };

    /// <summary>Whether the result is something to wait for.</summary>
    public bool IsAwaitable => Method is { ReturnType.Name: "Task" or "ValueTask" } || IsAwaited || (Method is null && Name.EndsWith("Async", StringComparison.Ordinal));

    public static Call? From(IOperation operation, CodeIndex code)
    {
        switch (operation)
        {
            case IInvocationOperation invocation:
                var method = invocation.TargetMethod;
                return new Call(
                    invocation,
                    method,
                    method.Name,
                    TypeOf(invocation),
                    TypeOf(invocation)?.Name ?? "",
                    invocation.Receiver(),
                    invocation.Arguments.Select(static a => a.Value).ToImmutableArray());

            case IObjectCreationOperation { Constructor: { } constructor } creation:
                return new Call(creation, constructor, ".ctor", creation.Type, creation.Type?.Name ?? "", receiver: null, creation.Arguments.Select(static a => a.Value).ToImmutableArray());

            case IInvalidOperation { Syntax: InvocationExpressionSyntax unbound }:
                return FromUnbound(operation, unbound, code);

            default:
                return null;
        }
    }

    private static Call? FromUnbound(IOperation operation, InvocationExpressionSyntax syntax, CodeIndex code)
    {
        var (name, receiver) = syntax.Expression switch
        {
            MemberAccessExpressionSyntax access => (access.Name.Identifier.ValueText, access.Expression),
            MemberBindingExpressionSyntax binding => (binding.Name.Identifier.ValueText, syntax.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression),
            SimpleNameSyntax simple => (simple.Identifier.ValueText, null),
            _ => ("", null),
        };
        if (name.Length == 0)
            return null;

        var type = receiver is null ? null : code.TypeAt(receiver);
        var arguments = syntax.ArgumentList.Arguments.Select(a => code.OperationAt(a.Expression)).OfType<IOperation>().ToImmutableArray();
        return new Call(
            operation,
            code.SymbolAt(syntax) as IMethodSymbol,
            name,
            type,
            string.IsNullOrEmpty(type?.Name) ? (receiver as SimpleNameSyntax)?.Identifier.ValueText ?? "" : type!.Name,
            receiver is null ? null : code.OperationAt(receiver),
            arguments);
    }

    /// <summary>An extension method is told by the type that it extends only where its own class says nothing.</summary>
    private static ITypeSymbol? TypeOf(IInvocationOperation invocation) =>
        invocation.TargetMethod is { IsExtensionMethod: false } && invocation.Instance?.Type is { } type && !type.IsTupleType && type.TypeKind != TypeKind.TypeParameter && type.SpecialType == SpecialType.None
            ? type
            : invocation.TargetMethod.ContainingType;
}
