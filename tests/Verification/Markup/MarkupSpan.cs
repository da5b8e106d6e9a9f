using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification.Markup;

/// <summary>A marked stretch of a source: <c>[|x|]</c> has no name, <c>{|ID:x|}</c> has an id, <c>{|#0:x|}</c> a number, <c>$$</c> is a mere position.</summary>
internal sealed record MarkupSpan(TextSpan Span, string? Id, int? Number, bool IsPosition);
