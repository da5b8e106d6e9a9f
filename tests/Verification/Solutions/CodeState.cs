using System.Collections.Immutable;

namespace Leveret.Verification.Solutions;

/// <summary>The code at one stage of a test, and the diagnostics that it should have. The label tells failures of different stages apart.</summary>
internal sealed record CodeState(string Label, ImmutableArray<CodeFile> Files, ImmutableArray<DiagnosticResult> Expected)
{
    /// <summary>The name of the project that contains the sources of a test.</summary>
    public const string MainProject = "TestProject";

    /// <summary>The name of a second project with the same sources, where there is one.</summary>
    public const string TwinProject = "TwinProject";

    /// <summary>The code that the analyzer is run on.</summary>
    public static CodeState Initial(TestSettings settings) =>
        Create("the code", settings, settings.Sources, settings.ExpectedDiagnostics);

    /// <summary>Code with markup, and the expectations that come with it.</summary>
    public static CodeState Create(
        string label,
        TestSettings settings,
        IEnumerable<(string Path, string Text)> sources,
        IEnumerable<DiagnosticResult> expected)
    {
        var marked = MarkedFiles.Parse(settings, sources);
        if (!marked.Files.Any(static f => f.Project == MainProject))
        {
            throw new VerificationException("A test needs at least one source.");
        }

        return new CodeState(label, marked.Files, marked.Resolve(expected));
    }
}
