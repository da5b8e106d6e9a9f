using System.Collections.Immutable;

namespace Leveret.Verification.Markup;

/// <summary>A source without its markup, and the spans that the markup named, in the order in which they open.</summary>
internal sealed record MarkupText(string Text, ImmutableArray<MarkupSpan> Spans);
