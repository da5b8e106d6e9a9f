using System.Globalization;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>BasicQos on the channel of a consume, written as that consume is: its receiver, token and way of waiting.</summary>
internal sealed class PrefetchStatement
{
    private readonly string _before;
    private readonly string _after;

    private PrefetchStatement(string before, string after, bool awaits)
    {
        _before = before;
        _after = after;
        Awaits = awaits;
    }

    public bool Awaits { get; }

    /// <summary>The statement, or null where the channel cannot be named a second time or the task is neither awaited nor waited for.</summary>
    public static PrefetchStatement? For(IInvocationOperation consume, RabbitModel model)
    {
        if (consume.Receiver() is not { } receiver
            || !StableExpressions.IsStable(receiver, model)
            || consume.Syntax is not InvocationExpressionSyntax invocation
            || ReceiverOf(invocation, receiver.Syntax) is not { } channel)
        {
            return null;
        }

        if (!consume.TargetMethod.Name.EndsWith("Async", StringComparison.Ordinal))
            return new PrefetchStatement(channel + "BasicQos(prefetchSize: 0, prefetchCount: ", ", global: false);", awaits: false);

        if (Waiting.Of(consume) is not { } waiting)
            return null;

        return new PrefetchStatement(
            (waiting.Awaits ? "await " : "") + channel + "BasicQosAsync(prefetchSize: 0, prefetchCount: ",
            ", global: false" + Token(consume, model) + ")" + waiting.Suffix + ";",
            waiting.Awaits);
    }

    public string With(int count) => _before + count.ToString(CultureInfo.InvariantCulture) + _after;

    /// <summary>The text up to the name of the method: <c>channel.</c>, <c>channel?.</c></summary>
    private static string? ReceiverOf(InvocationExpressionSyntax invocation, SyntaxNode receiver)
    {
        switch (invocation.Expression)
        {
            case MemberAccessExpressionSyntax access when !access.Expression.Span.Contains(receiver.Span) && invocation.ArgumentList.Span.Contains(receiver.Span):
                return TextOf(receiver) + ".";
            case MemberAccessExpressionSyntax access when !access.Expression.DescendantNodesAndSelf().Any(static n => n is MemberBindingExpressionSyntax):
                return TextOf(access.Expression) + ".";
            case MemberBindingExpressionSyntax when invocation.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is { } conditional
                && !conditional.Expression.DescendantNodesAndSelf().Any(static n => n is MemberBindingExpressionSyntax):
                return TextOf(conditional.Expression) + "?.";
            default:
                return null;
        }
    }

    private static string Token(IInvocationOperation consume, RabbitModel model) =>
        consume.Arguments.FirstOrDefault(static a => a.ArgumentKind == ArgumentKind.Explicit && a.Value.Type is { Name: "CancellationToken" }) is { } token
        && token.Value is not IPropertyReferenceOperation { Instance: null }
        && StableExpressions.IsStable(token.Value, model)
            ? ", cancellationToken: " + TextOf(token.Value.Syntax)
            : "";

    /// <summary>The tokens without line breaks and comments between them.</summary>
    private static string TextOf(SyntaxNode node) => string.Concat(node.DescendantTokens().Select(static t => t.Text));
}
