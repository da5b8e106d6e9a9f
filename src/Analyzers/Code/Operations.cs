using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Code;

/// <summary>Small readings of operation trees.</summary>
internal static class Operations
{
    /// <summary>The operation behind conversions, parentheses and awaits.</summary>
    public static IOperation Unwrapped(this IOperation operation)
    {
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    operation = parenthesized.Operand;
                    break;
                case IAwaitOperation awaited:
                    operation = awaited.Operation;
                    break;
                default:
                    return operation;
            }
        }
    }

    /// <summary>The operations below <paramref name="root"/> in source order, without those in nested functions.</summary>
    public static IEnumerable<IOperation> Here(this IOperation root) => Below(root, static _ => false);

    private static IEnumerable<IOperation> Below(IOperation root, Func<IOperation, bool> skip)
    {
        var pending = new Stack<IOperation>();
        Push(pending, root);
        while (pending.Count > 0)
        {
            var operation = pending.Pop();
            if (skip(operation))
                continue;

            yield return operation;
            if (operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                Push(pending, operation);
        }

        static void Push(Stack<IOperation> pending, IOperation parent)
        {
            foreach (var child in parent.ChildOperations.Reverse())
                pending.Push(child);
        }
    }

    /// <summary>As <see cref="Here"/>, without what runs only after an exception was caught.</summary>
    public static IEnumerable<IOperation> HereOutsideCatches(this IOperation root) => Below(root, static o => o is ICatchClauseOperation);

    /// <summary>The operation itself and those below it, without those in nested functions.</summary>
    public static IEnumerable<IOperation> SelfAndHere(this IOperation root)
    {
        yield return root;
        foreach (var operation in root.Here())
            yield return operation;
    }

    /// <summary>The operation and its parents, innermost first.</summary>
    public static IEnumerable<IOperation> SelfAndAncestors(this IOperation operation)
    {
        for (var current = (IOperation?)operation; current is not null; current = current.Parent)
            yield return current;
    }

    /// <summary>The lambda, local function or member body that an operation runs in.</summary>
    public static IOperation Function(this IOperation operation)
    {
        var current = operation;
        while (current.Parent is { } parent && current is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            current = parent;
        return current;
    }

    /// <summary>Adds an operation and those around it, up to its function.</summary>
    public static void AddAround(this HashSet<IOperation> around, IOperation? operation, IOperation function)
    {
        for (var current = operation; current is not null && around.Add(current) && current != function; current = current.Parent)
        {
        }
    }

    /// <summary>What a lambda or method group is given to: an argument, a variable, an event.</summary>
    public static IOperation? TakenBy(this IOperation function)
    {
        var value = function.Parent;
        while (value is IDelegateCreationOperation or IConversionOperation or IParenthesizedOperation)
            value = value.Parent;
        return value;
    }

    /// <summary>Whether a branch ends by leaving what it stands in: return, throw, break or continue.</summary>
    public static bool Leaves(this IOperation branch)
    {
        var last = branch is IBlockOperation block ? block.Operations.LastOrDefault() : branch;
        return last is IReturnOperation or IBranchOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };
    }

    /// <summary>The method, accessor or local function that a body belongs to; null for a lambda.</summary>
    public static IMethodSymbol? Method(this IOperation function) => function switch
    {
        ILocalFunctionOperation local => local.Symbol,
        IAnonymousFunctionOperation => null,
        { SemanticModel: { } model } => model.GetDeclaredSymbol(function.Syntax, CodeIndex.Cancellation) as IMethodSymbol,
        _ => null,
    };

    /// <summary>The argument for the parameter of that name, or null.</summary>
    public static IOperation? Argument(this IInvocationOperation call, string parameter)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Name == parameter)
                return argument.Value;
        }

        return null;
    }

    /// <summary>The object that a call is made on: the instance, or the first argument of an extension method.</summary>
    public static IOperation? Receiver(this IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);

    /// <summary>The name in a call, as a place for a report.</summary>
    public static SyntaxNode NameOf(this IOperation call) => call.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name,
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name,
        InvocationExpressionSyntax invocation => invocation.Expression,
        _ => call.Syntax,
    };

    /// <summary>The storage that a reference reads or writes, or null.</summary>
    public static ISymbol? Slot(this IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation field => field.Field.OriginalDefinition,
        IPropertyReferenceOperation property => property.Property.OriginalDefinition,
        IEventReferenceOperation @event => @event.Event.OriginalDefinition,
        _ => null,
    };

    /// <summary>The expression that a name belongs to, so that <c>x.Name</c> and not only <c>Name</c> is looked at.</summary>
    public static SyntaxNode Expression(this SyntaxNode name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax binding when binding.Name == name => binding,
        _ => name,
    };
}
