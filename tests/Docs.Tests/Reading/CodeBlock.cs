namespace Leveret.Docs.Tests.Reading;

/// <summary>A fenced block of a page, with the headings that it stands below.</summary>
internal sealed record CodeBlock(Page Page, int Line, string Language, string[] Lines, string Section, string Subsection)
{
    public string Text => string.Join('\n', Lines) + "\n";

    public override string ToString() => $"{Page.Path}:{Line}";
}
