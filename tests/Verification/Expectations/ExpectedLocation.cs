using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification;

/// <summary>A place where a diagnostic is expected: a span of a file, or the number of a markup span still to be looked up.</summary>
internal sealed record ExpectedLocation(FileLinePositionSpan Span, DiagnosticLocationOptions Options, int? MarkupKey = null)
{
    /// <summary>The place that markup calls <paramref name="key"/>.</summary>
    public static ExpectedLocation FromMarkup(int key, DiagnosticLocationOptions options) => new(default, options, key);

    /// <summary>The place <paramref name="span"/> of <paramref name="path"/>.</summary>
    public static ExpectedLocation At(string path, LinePositionSpan span, DiagnosticLocationOptions options) =>
        new(new FileLinePositionSpan(path, span), options);

    /// <summary>The same place after <paramref name="lines"/> lines were put on top of the file.</summary>
    public ExpectedLocation MovedDown(int lines) =>
        this with { Span = new FileLinePositionSpan(Span.Path, MovedDown(Span.StartLinePosition, lines), MovedDown(Span.EndLinePosition, lines)) };

    /// <summary>Whether <paramref name="actual"/> is this place.</summary>
    public bool Matches(FileLinePositionSpan actual) =>
        actual.Path == Span.Path
        && actual.StartLinePosition == Span.StartLinePosition
        && (Options.HasFlag(DiagnosticLocationOptions.IgnoreLength) || actual.EndLinePosition == Span.EndLinePosition);

    private static LinePosition MovedDown(LinePosition position, int lines) => new(position.Line + lines, position.Character);
}
