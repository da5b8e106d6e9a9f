using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification.Markup;

/// <summary>Takes the markup out of a source.</summary>
internal sealed class MarkupParser
{
    private readonly string _source;
    private readonly StringBuilder _text = new();
    private readonly List<Opened> _open = [];
    private readonly List<(int Order, MarkupSpan Span)> _spans = [];
    private int _order;

    private MarkupParser(string source) => _source = source;

    /// <summary>Parses <paramref name="source"/>; throws if a span is not closed or closed twice.</summary>
    public static MarkupText Parse(string source) => new MarkupParser(source).Parse();

    private MarkupText Parse()
    {
        var at = 0;
        while (at < _source.Length)
        {
            at += Read(at);
        }

        if (_open.Count > 0)
        {
            throw new VerificationException($"Markup: the span that opens with '{_open[^1].Notation}' is never closed.");
        }

        return new MarkupText(_text.ToString(), [.. _spans.OrderBy(s => s.Order).Select(s => s.Span)]);
    }

    /// <summary>Reads one piece of notation or one character and returns its length.</summary>
    private int Read(int at)
    {
        if (At(at, "$$"))
        {
            _spans.Add((_order++, new MarkupSpan(new TextSpan(_text.Length, 0), null, null, IsPosition: true)));
            return 2;
        }

        if (At(at, "[|") && !ClosesAfter(at))
        {
            return Open(new Opened("[|", null, null, _text.Length, _order++));
        }

        if (At(at, "{|") && OpeningName(at) is { } opening)
        {
            return Open(opening);
        }

        if (At(at, "|]"))
        {
            return Close("|]", static o => o.Unnamed);
        }

        if (At(at, "|}"))
        {
            return Close("|}", static o => !o.Unnamed);
        }

        if (At(at, "|#") && ClosingNumber(at) is { } number)
        {
            return Close($"|#{number}}}", o => o.Number == number);
        }

        _text.Append(_source[at]);
        return 1;
    }

    private int Open(Opened opened)
    {
        _open.Add(opened);
        return opened.Notation.Length;
    }

    private int Close(string notation, Func<Opened, bool> closes)
    {
        var index = _open.FindLastIndex(o => closes(o));
        if (index < 0)
        {
            throw new VerificationException($"Markup: '{notation}' closes a span that is not open.");
        }

        var opened = _open[index];
        _open.RemoveAt(index);
        _spans.Add((opened.Order, new MarkupSpan(TextSpan.FromBounds(opened.Start, _text.Length), opened.Id, opened.Number, IsPosition: false)));
        return notation.Length;
    }

    private Opened? OpeningName(int at)
    {
        var end = at + 2;
        while (end < _source.Length && (char.IsLetterOrDigit(_source[end]) || _source[end] is '#' or '_' or '-' or '.'))
        {
            end++;
        }

        if (end == at + 2 || end >= _source.Length || _source[end] != ':')
        {
            return null;
        }

        var name = _source[(at + 2)..end];
        var notation = _source[at..(end + 1)];
        if (!name.StartsWith('#'))
        {
            return new Opened(notation, name, null, _text.Length, _order++);
        }

        return int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Opened(notation, null, number, _text.Length, _order++)
            : null;
    }

    private int? ClosingNumber(int at)
    {
        var end = at + 2;
        while (end < _source.Length && char.IsAsciiDigit(_source[end]))
        {
            end++;
        }

        return end > at + 2 && end < _source.Length && _source[end] == '}'
            ? int.Parse(_source.AsSpan((at + 2)..end), NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>Whether the bar after <paramref name="at"/> closes a span, so that the bracket there belongs to the source.</summary>
    private bool ClosesAfter(int at) =>
        (At(at + 1, "|]") && _open.Exists(static o => o.Unnamed))
        || (At(at + 1, "|}") && _open.Exists(static o => !o.Unnamed));

    private bool At(int at, string notation) => string.CompareOrdinal(_source, at, notation, 0, notation.Length) == 0;

    private sealed record Opened(string Notation, string? Id, int? Number, int Start, int Order)
    {
        public bool Unnamed => Id is null && Number is null;
    }
}
