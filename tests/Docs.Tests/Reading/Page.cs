using System.Text.RegularExpressions;

namespace Leveret.Docs.Tests.Reading;

/// <summary>A page in Markdown: its headings, its blocks of code, its tables and links.</summary>
internal sealed partial class Page
{
    private readonly List<Heading> _headings = [];
    private readonly List<CodeBlock> _blocks = [];
    private readonly List<TableRow> _rows = [];
    private readonly List<string> _links = [];

    public Page(string path, string[] lines)
    {
        Path = path;
        Lines = lines;
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
                i = ReadBlock(i);
            else
                ReadText(lines[i]);
        }
    }

    public string Path { get; }

    public IReadOnlyList<string> Lines { get; }

    /// <summary>The headings, without the marks of their level.</summary>
    public IReadOnlyList<Heading> Headings => _headings;

    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    /// <summary>Where the links of the text lead, as they are written.</summary>
    public IReadOnlyList<string> Links => _links;

    public string Title => _headings[0].Text;

    /// <summary>The rows of the tables below a heading; of the whole page where none is given.</summary>
    public IEnumerable<string[]> Rows(string? section = null) =>
        _rows.Where(row => section is null || row.Section == section).Select(row => row.Cells);

    /// <summary>The name that a link to a heading uses.</summary>
    public static string Anchor(string heading) =>
        NotInAnchor().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-');

    private int ReadBlock(int start)
    {
        var end = Array.FindIndex((string[])Lines, start + 1, line => line == "```");
        if (end < 0)
            throw new InvalidOperationException($"{Path}:{start + 1}: the block of code does not end.");

        _blocks.Add(new CodeBlock(this, start + 1, Lines[start][3..], [.. Lines.Skip(start + 1).Take(end - start - 1)], Section(2), Section(3)));
        return end;
    }

    private void ReadText(string line)
    {
        var marks = line.TakeWhile(c => c == '#').Count();
        if (marks > 0 && line.Length > marks && line[marks] == ' ')
            _headings.Add(new Heading(marks, line[marks..].Trim()));
        else if (line.StartsWith('|') && !line.All(c => c is '|' or '-' or ' ' or ':'))
            _rows.Add(new TableRow(Section(2), [.. line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries)]));

        _links.AddRange(Link().Matches(line).Select(match => match.Groups[1].Value));
    }

    /// <summary>The heading of a level that the reader is below; empty where there is none.</summary>
    private string Section(int level)
    {
        var last = _headings.FindLastIndex(heading => heading.Level <= level);
        return last >= 0 && _headings[last].Level == level ? _headings[last].Text : "";
    }

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("[^a-z0-9 _-]")]
    private static partial Regex NotInAnchor();

    internal sealed record Heading(int Level, string Text);

    private sealed record TableRow(string Section, string[] Cells);
}
