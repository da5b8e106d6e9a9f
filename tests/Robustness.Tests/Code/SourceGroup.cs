using System.Collections.Immutable;
using Leveret.Verification;
using Leveret.Verification.Solutions;

namespace Leveret.Robustness.Tests.Code;

/// <summary>Files that make up one project, and what it refers to.</summary>
internal sealed record SourceGroup(string Name, Client Client, ImmutableArray<CodeFile> Files)
{
    /// <summary>Whether the libraries that the files use are at hand; without them their names stay unresolved.</summary>
    public bool HasLibraries { get; init; } = true;

    /// <summary>The .editorconfig; none if null.</summary>
    public string? Configuration { get; init; }

    public static CodeFile File(string path, string text) => new(CodeState.MainProject, "/" + path, text);
}
