using System.Collections.Immutable;
using Leveret.Verification.References;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Solutions;

/// <summary>What every project of a solution refers to, besides what a test adds.</summary>
internal sealed record ReferenceSet(Client Client, Client LookAlikeOf = Client.Absent)
{
    /// <summary>The references: the framework, the client if there is one, and a look-alike of it if there is one.</summary>
    public ImmutableArray<MetadataReference> References =>
        [.. FrameworkReferences.All, .. ClientReferences.For(Client), .. LookAlikes.References(LookAlikeOf)];
}
