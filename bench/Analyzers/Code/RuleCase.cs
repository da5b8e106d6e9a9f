namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>Code that one rule reports, or that looks like it and is clean.</summary>
public sealed record RuleCase(string Rule, bool Reports, string Text)
{
    public override string ToString() => $"{Rule} {(Reports ? "reports" : "near miss")}";
}
