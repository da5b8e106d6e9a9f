using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Switches auto-ack off.</summary>
internal static class AutoAckArgument
{
    /// <summary>The change of the literal in the call, or of the one value of what only this call reads; null where it is neither.</summary>
    public static Edit? SwitchOff(IInvocationOperation call, RabbitModel model)
    {
        if ((call.Argument("autoAck") ?? call.Argument("noAck")) is not { } argument)
            return null;
        if (argument.Syntax.IsKind(SyntaxKind.TrueLiteralExpression))
            return Edit.Replace(argument.Syntax, "false");

        return argument.Slot() is ILocalSymbol or IFieldSymbol { DeclaredAccessibility: Accessibility.Private or Accessibility.Internal }
            && argument.Slot() is { } slot
            && model.Code.ReferencesTo(slot) is { Complete: true, Nodes.Length: 1 }
            && model.Flow.ValuesOf(slot) is { Complete: true, Values: { Length: 1 } values }
            && values[0].Syntax.IsKind(SyntaxKind.TrueLiteralExpression)
                ? Edit.Replace(values[0].Syntax, "false")
                : null;
    }
}
