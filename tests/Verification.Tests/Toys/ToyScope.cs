using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Where toys that look at no type of RabbitMQ.Client play along.</summary>
internal static class ToyScope
{
    /// <summary>Whether RabbitMQ.Client is referenced, and no look-alike of it.</summary>
    public static bool Includes(Compilation compilation)
    {
        var names = compilation.ReferencedAssemblyNames.Select(static n => n.Name).ToHashSet(StringComparer.Ordinal);
        return names.Contains("RabbitMQ.Client") && !names.Contains(LookAlikes.RootNamespace);
    }
}
