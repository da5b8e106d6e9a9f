namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>A generated source file.</summary>
internal sealed record CodeFile(string Path, string Text)
{
    public int Lines { get; } = Text.Count(static c => c == '\n');
}
