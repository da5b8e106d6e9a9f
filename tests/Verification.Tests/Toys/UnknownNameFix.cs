using System.Collections.Immutable;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Replaces an unknown name by <c>false</c>: a fix for a diagnostic of the compiler.</summary>
internal sealed class UnknownNameFix : SingleAckFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["CS0103"];
}
