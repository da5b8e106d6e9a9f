using Leveret.Analyzers.Code;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>The channel that a call is made on, as far back as it can be followed.</summary>
internal sealed class Channel
{
    private readonly RabbitModel _model;
    private readonly Lazy<bool> _handedOut;

    public Channel(IOperation expression, RabbitModel model)
    {
        _model = model;
        Trace = model.Flow.Trace(expression);
        foreach (var origin in Trace.Origins.ToArray())
        {
            if (origin is IInvocationOperation call && model.Rabbit.Classify(call.TargetMethod) == ChannelMember.CreateChannel)
                Creation ??= call;
            else if (model.ConsumersOwnChannel(origin) is { } own)
                AddOwn(own);
            else if (origin is not ({ ConstantValue.HasValue: true } or IDefaultValueOperation) && MayHoldChannel(origin))
                IsFollowed = false;
        }

        IsFollowed &= Trace.Complete && Creation is not null;
        _handedOut = new Lazy<bool>(FindHandedOut, LazyThreadSafetyMode.PublicationOnly);
    }

    public ValueTrace Trace { get; }

    /// <summary>The first call found that makes this channel.</summary>
    public IOperation? Creation { get; private set; }

    /// <summary>Whether every place that makes this channel was found, and each is a call of the client.</summary>
    public bool IsFollowed { get; private set; } = true;

    /// <summary>Whether the channel is passed to code that is not part of this compilation and not the client's.</summary>
    public bool IsHandedOut => _handedOut.Value;

    /// <summary>Whether the channel is only ever in local variables, so that no other code can have come by it unseen.</summary>
    public bool StaysLocal => IsFollowed && !IsHandedOut && Trace.Near.Concat(Trace.Far).All(static s => s is ILocalSymbol);

    public bool MayBe(Channel other) =>
        Trace.MayBe(other.Trace)
        || (Creation is not null && other.Creation is not null && Creation.Syntax == other.Creation.Syntax && !_model.IsInFactory(Creation));

    private void AddOwn(Channel own)
    {
        Trace.Near.UnionWith(own.Trace.Near);
        Trace.Far.UnionWith(own.Trace.Far);
        Trace.Origins.AddRange(own.Trace.Origins);
        Creation ??= own.Creation;
        IsFollowed &= own.IsFollowed;
    }

    /// <summary>Keys and other things that are put into a collection beside the channel are not channels.</summary>
    private bool MayHoldChannel(IOperation origin) =>
        origin.Type is null or { TypeKind: TypeKind.Error or TypeKind.TypeParameter or TypeKind.Dynamic } or { SpecialType: SpecialType.System_Object }
        || _model.Rabbit.IsChannel(origin.Type)
        || origin is IInvocationOperation;

    private bool FindHandedOut()
    {
        foreach (var slot in Trace.Near.Concat(Trace.Far))
        {
            foreach (var node in _model.Code.ReferencesTo(slot).Nodes)
            {
                var reference = _model.Code.OperationAt(node.Expression());
                if (reference is null || !_model.Rabbit.IsChannel(reference.Type))
                    continue;

                var parent = reference.Parent;
                while (parent is IConversionOperation or IParenthesizedOperation or IAwaitOperation or IArgumentOperation)
                    parent = parent.Parent;
                if (TakesAway(parent, reference))
                    return true;
            }
        }

        return false;
    }

    private bool TakesAway(IOperation? user, IOperation reference)
    {
        switch (user)
        {
            case IInvocationOperation call when call.Instance?.Unwrapped() != reference:
                var method = call.TargetMethod;
                if (method.MethodKind == MethodKind.DelegateInvoke)
                    return !_model.Flow.Calls.Resolve(call).Complete;
                if (IsOverridableElsewhere(method))
                    return true;
                return !_model.Rabbit.IsClient(method)
                    && !IsPlatform(method)
                    && !_model.Flow.Calls.Resolve(call).Complete;
            case IObjectCreationOperation { Type: { } type }:
                return !_model.Rabbit.IsClient(type) && !_model.Code.IsSource(type.OriginalDefinition) && !IsPlatform(type);
            case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } assignment when assignment.Value.Unwrapped() == reference:
                return !_model.Code.IsSource(member.OriginalDefinition) && !_model.Rabbit.IsClient(member);
            case IMethodReferenceOperation group:
                return _model.Rabbit.Classify(group.Method) == ChannelMember.Qos;
            case IInvalidOperation { Syntax: InvocationExpressionSyntax call }:
                return call.ArgumentList.Span.Contains(reference.Syntax.Span);
            default:
                return false;
        }
    }

    /// <summary>A virtual method of a public class in a library may be overridden by whoever references it.</summary>
    private bool IsOverridableElsewhere(IMethodSymbol method) =>
        method is { IsSealed: false, ContainingType: { IsSealed: false, TypeKind: TypeKind.Class, DeclaredAccessibility: Accessibility.Public } }
        && (method.IsVirtual || method.IsAbstract || method.IsOverride)
        && method.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && _model.Code.Compilation.Options.OutputKind == OutputKind.DynamicallyLinkedLibrary;

    private static bool IsPlatform(ISymbol symbol) =>
        symbol.ContainingNamespace?.ToDisplayString() is { } space
        && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal) || space.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal));
}
