using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>Tells the reply of a remote procedure call from other publishing.</summary>
internal static class Replies
{
    /// <summary>Whether a publish goes to the address that the incoming message names in ReplyTo.</summary>
    public static bool IsReply(Call publish)
    {
        foreach (var argument in publish.Arguments)
        {
            foreach (var operation in argument.SelfAndHere())
            {
                if (operation is IPropertyReferenceOperation { Property.Name: "ReplyTo" or "ReplyToAddress" })
                    return true;
                if (operation is ILocalReferenceOperation { Local: { } local } && local.Name.IndexOf("reply", StringComparison.OrdinalIgnoreCase) >= 0)
                    return true;
            }
        }

        return false;
    }
}
