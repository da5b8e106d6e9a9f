using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Names, in a handler, the channel that its consumer consumes on. A delivery can be settled on no other.</summary>
internal sealed class ChannelName
{
    private readonly HandlerCode _handler;
    private readonly RabbitModel _model;
    private readonly int _position;

    private ChannelName(HandlerCode handler, RabbitModel model)
    {
        _handler = handler;
        _model = model;
        _position = handler.Block?.OpenBraceToken.Span.End ?? handler.Expression!.SpanStart;
    }

    /// <summary>The expression, or null where none is certain to be that channel.</summary>
    public static string? In(HandlerCode handler, ConsumerStart consumer, RabbitModel model) =>
        new ChannelName(handler, model).Find(consumer.Call);

    private string? Find(IInvocationOperation consume)
    {
        if (consume.Receiver()?.Unwrapped() is not { } channel || channel.Slot() is not { } slot || !IsOfThis(channel))
            return null;
        if (_handler.IsOverride)
            return OwnOfOverride(consume, channel, slot);
        if (Lasting.Holds(slot, _model) && Named(channel) is { } name)
            return name;
        return OwnOfConsumer(consume, channel, slot);
    }

    private static bool IsOfThis(IOperation reference) =>
        reference is not IMemberReferenceOperation { Instance: { } instance } || instance is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };

    /// <summary>The name of a variable or field, where it is the same one in the handler.</summary>
    private string? Named(IOperation reference)
    {
        var slot = reference.Slot()!;
        if (slot is { IsStatic: false } and (IFieldSymbol or IPropertySymbol)
            && (_handler.Symbol.IsStatic || !SymbolEqualityComparer.Default.Equals(slot.ContainingType, _handler.Symbol.ContainingType?.OriginalDefinition) || IsOfOtherObject()))
        {
            return null;
        }

        if (slot is ILocalSymbol or IParameterSymbol && IsCutOff(slot))
            return null;

        var isQualified = reference.Syntax is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax };
        var name = Settlement.Written(slot.Name);
        if (!isQualified && !IsVisible(slot))
            return null;
        return Checked(isQualified ? "this." + name : name);
    }

    /// <summary>Whether the handler is subscribed as the method of an object other than the one that consumes.</summary>
    private bool IsOfOtherObject() =>
        _handler.Symbol.MethodKind == MethodKind.Ordinary
        && _model.Flow.Calls.CallersOf(_handler.Symbol).Any(static c => c is IMethodReferenceOperation { Instance: not IInstanceReferenceOperation });

    private bool IsVisible(ISymbol slot) =>
        _handler.Semantics.LookupSymbols(_position, name: slot.Name).Where(static s => s is not INamespaceOrTypeSymbol).ToList() is { Count: 1 } found
        && SymbolEqualityComparer.Default.Equals(found[0].OriginalDefinition, slot)
        && !IsDeclaredIn(_handler.Syntax, slot.Name, _handler.Semantics);

    /// <summary>Whether something declared within code takes a name, so that it stands for something else in a part of it.</summary>
    public static bool IsDeclaredIn(SyntaxNode code, string name, SemanticModel semantics) =>
        code.DescendantTokens().Any(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText == name && semantics.GetDeclaredSymbol(t.Parent!) is not null);

    /// <summary>Whether a static function lies between a variable and the handler.</summary>
    private bool IsCutOff(ISymbol variable)
    {
        for (ISymbol function = _handler.Symbol; function is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }; function = function.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(function, variable.ContainingSymbol))
                return false;
            if (function.IsStatic)
                return true;
        }

        return false;
    }

    /// <summary>The channel that the consumer was made with, where that is the one it consumes on: by the consumer's name or as the sender of the event.</summary>
    private string? OwnOfConsumer(IInvocationOperation consume, IOperation channel, ISymbol slot)
    {
        if (consume.Argument("consumer") is not { } consumer
            || _model.Flow.Trace(consumer) is not { Complete: true, Origins: { Count: 1 } origins }
            || origins[0] is not IObjectCreationOperation { Type: INamedTypeSymbol type } creation || !_model.Rabbit.IsClient(type)
            || OwnProperty(type) is not { } property
            || !creation.Arguments.Any(a => Is(a.Value, slot)) || IsReplacedBetween(creation, channel, slot))
        {
            return null;
        }

        consumer = consumer.Unwrapped();
        if (consumer is ILocalReferenceOperation { Local: var local } && Lasting.Holds(local, _model) && Named(consumer) is { } name)
            return Checked($"{name}.{property.Name}");

        var sender = _handler.Symbol.Parameters[0];
        return sender.IsDiscard || sender.Name is "_" or "" || Lasting.IsWritten(sender, _model)
            ? null
            : Checked($"(({type.ToMinimalDisplayString(_handler.Semantics, _position)}){Checked(Settlement.Written(sender.Name))}).{property.Name}");
    }

    /// <summary>The property of a derived consumer's base class, where the consumer hands its base the channel it consumes on.</summary>
    private string? OwnOfOverride(IInvocationOperation consume, IOperation channel, ISymbol slot)
    {
        if (OwnProperty(_handler.Symbol.ContainingType) is not { } property || !IsVisible(property)
            || consume.Argument("consumer") is not { } consumer
            || _model.Flow.Trace(consumer) is not { Complete: true, Origins: { Count: 1 } origins })
        {
            return null;
        }

        var isOwn = origins[0] switch
        {
            IInstanceReferenceOperation => channel is IPropertyReferenceOperation && SymbolEqualityComparer.Default.Equals(slot, property),
            IObjectCreationOperation { Type: INamedTypeSymbol type } creation => GivenToClient(creation, type) is { } given && Is(given, slot) && !IsReplacedBetween(creation, consume, slot),
            _ => false,
        };
        return isOwn ? Checked(property.Name) : null;
    }

    /// <summary>The channel that a derived consumer is made with and that its constructors pass to the client's class.</summary>
    private IOperation? GivenToClient(IObjectCreationOperation creation, INamedTypeSymbol type)
    {
        for (var current = type; current is not null && !_model.Rabbit.IsClient(current); current = current.BaseType)
        {
            if (current.InstanceConstructors.Length != 1
                || current.InstanceConstructors[0].Parameters.Count(p => _model.Rabbit.IsChannel(p.Type)) != 1
                || GivenToBase(current.OriginalDefinition.InstanceConstructors[0]) is null)
            {
                return null;
            }
        }

        return creation.Arguments.FirstOrDefault(a => _model.Rabbit.IsChannel(a.Parameter?.Type))?.Value;
    }

    private IPropertySymbol? OwnProperty(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (_model.Rabbit.IsClient(current))
                return current.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(p => p.Name is "Channel" or "Model" && _model.Rabbit.IsChannel(p.Type)) ?? OwnProperty(current.BaseType!);
        }

        return null;
    }

    /// <summary>The parameter of a constructor that it passes to its base class as the channel.</summary>
    private IParameterSymbol? GivenToBase(IMethodSymbol constructor)
    {
        var arguments = constructor.DeclaringSyntaxReferences.Select(static r => r.GetSyntax(CodeIndex.Cancellation)).Select(static s => s switch
        {
            ConstructorDeclarationSyntax { Initializer: { RawKind: (int)SyntaxKind.BaseConstructorInitializer } initializer } => initializer.ArgumentList,
            TypeDeclarationSyntax { BaseList: { } bases } => bases.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault()?.ArgumentList,
            _ => null,
        }).FirstOrDefault();

        return arguments?.Arguments.Select(a => _model.Code.OperationAt(a.Expression)?.Slot()).OfType<IParameterSymbol>().FirstOrDefault(p => _model.Rabbit.IsChannel(p.Type));
    }

    private static bool Is(IOperation value, ISymbol slot) =>
        value.Unwrapped() is { } reference && IsOfThis(reference) && SymbolEqualityComparer.Default.Equals(reference.Slot(), slot);

    /// <summary>Whether the storage may hold another channel when the consumer starts than when it was made.</summary>
    private bool IsReplacedBetween(IOperation creation, IOperation consume, ISymbol slot)
    {
        if (Lasting.Holds(slot, _model))
            return false;
        if (creation.Function().Syntax != consume.Function().Syntax)
            return true;

        var span = TextSpan.FromBounds(creation.Syntax.SpanStart, consume.Syntax.Span.End);
        return consume.Function().Here().OfType<IAssignmentOperation>().Any(a => SymbolEqualityComparer.Default.Equals(a.Target.Slot(), slot) && span.Contains(a.Syntax.Span));
    }

    /// <summary>The expression, told not to be null where the compiler would warn.</summary>
    private string Checked(string expression)
    {
        var type = _handler.Semantics.GetSpeculativeTypeInfo(_position, SyntaxFactory.ParseExpression(expression), SpeculativeBindingOption.BindAsExpression);
        return type.Nullability.FlowState == NullableFlowState.MaybeNull ? expression + "!" : expression;
    }
}
