using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;

namespace Leveret.Verification.Fixes;

/// <summary>An action that a fix offers, and the diagnostics that it says it fixes.</summary>
internal sealed record OfferedAction(CodeAction Action, ImmutableArray<Diagnostic> Diagnostics)
{
    public string Title => Action.Title;

    public string? Key => Action.EquivalenceKey;

    /// <inheritdoc/>
    public override string ToString() => $"'{Title}' ({Key ?? "no key"})";
}
