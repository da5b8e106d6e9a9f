namespace Leveret.Verification.Solutions;

/// <summary>One source without markup.</summary>
internal sealed record CodeFile(string Project, string Path, string Text);
