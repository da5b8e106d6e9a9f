using System.Collections.Immutable;
using Leveret.Verification.Derived;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification;

/// <summary>One test of <typeparamref name="TAnalyzer"/>: code, what is expected of it, and the conditions.</summary>
public class CSharpAnalyzerTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>The generation of RabbitMQ.Client that the code refers to.</summary>
    public Client Client { get; set; } = Client.V7;

    /// <summary>Adds a source; a short form of <see cref="Sources"/> for the usual single one.</summary>
    public string TestCode
    {
        set => Sources.Add(value);
    }

    /// <summary>The sources.</summary>
    public SourceFileList Sources { get; } = new();

    /// <summary>Additional files, by path.</summary>
    public SourceFileList AdditionalFiles { get; } = new("/0/Additional", ".txt");

    /// <summary>Analyzer configuration files, by path.</summary>
    public IList<(string Path, string Text)> AnalyzerConfigFiles { get; } = [];

    /// <summary>Adds the contents of an <c>.editorconfig</c>, or of a <c>.globalconfig</c> if they say <c>is_global</c>.</summary>
    public string AnalyzerConfig
    {
        set => AnalyzerConfigFiles.Add((AnalyzerConfigPath.For(value), value));
    }

    /// <summary>Further projects, which the main project refers to.</summary>
    public IList<TestProject> AdditionalProjects { get; } = [];

    /// <summary>References beyond the framework and RabbitMQ.Client.</summary>
    public IList<MetadataReference> AdditionalReferences { get; } = [];

    /// <summary>Analyzers and suppressors that run together with the analyzer under test.</summary>
    public IList<DiagnosticAnalyzer> AdditionalAnalyzers { get; } = [];

    /// <summary>What is expected besides the markup.</summary>
    public IList<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    /// <summary>Ids of diagnostics that are switched off.</summary>
    public IList<string> DisabledDiagnostics { get; } = [];

    /// <summary>Changes to the solution before it is analysed.</summary>
    public IList<Func<Solution, ProjectId, Solution>> SolutionTransforms { get; } = [];

    /// <summary>Which diagnostics of the compiler have to be expected.</summary>
    public CompilerDiagnostics CompilerDiagnostics { get; set; } = CompilerDiagnostics.Errors;

    /// <summary>What is made of markup.</summary>
    public MarkupHandling MarkupHandling { get; set; }

    /// <summary>What the code compiles to.</summary>
    public OutputKind OutputKind { get; set; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>The version of C#; the newest that the Roslyn in use knows, unless set.</summary>
    public LanguageVersion LanguageVersion { get; set; } = LanguageVersion.Latest;

    /// <summary>Whether nullable annotations and warnings are on.</summary>
    public NullableContextOptions NullableContextOptions { get; set; } = NullableContextOptions.Enable;

    /// <summary>How documentation comments are treated.</summary>
    public DocumentationMode DocumentationMode { get; set; } = DocumentationMode.Diagnose;

    /// <summary>Checks that are not made.</summary>
    public Checks SkippedChecks { get; set; }

    /// <summary>How long one analysis or one fix may take before it counts as hanging.</summary>
    public TimeSpan TimeBudget { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A further check of each diagnostic against its expectation.</summary>
    public Action<Diagnostic, DiagnosticResult>? DiagnosticVerifier { get; set; }

    /// <summary>Runs the test; throws <see cref="VerificationException"/> if a check fails.</summary>
    public Task RunAsync(CancellationToken cancellationToken = default) => RunCoreAsync(cancellationToken);

    private protected virtual Task RunCoreAsync(CancellationToken cancellationToken)
    {
        var settings = CreateSettings([]);
        return AnalyzerVerification.RunAsync(settings, CodeState.Initial(settings), cancellationToken);
    }

    private protected TestSettings CreateSettings(ImmutableArray<string> fixableIds) => new()
    {
        Analyzer = new TAnalyzer(),
        FixableIds = fixableIds,
        Client = Client,
        Sources = [.. Sources],
        AdditionalFiles = [.. AdditionalFiles],
        AnalyzerConfigFiles = [.. AnalyzerConfigFiles],
        AdditionalProjects = [.. AdditionalProjects],
        AdditionalReferences = [.. AdditionalReferences],
        AdditionalAnalyzers = [.. AdditionalAnalyzers],
        ExpectedDiagnostics = [.. ExpectedDiagnostics],
        DisabledDiagnostics = [.. DisabledDiagnostics],
        SolutionTransforms = [.. SolutionTransforms],
        CompilerDiagnostics = CompilerDiagnostics,
        MarkupHandling = MarkupHandling,
        OutputKind = OutputKind,
        LanguageVersion = LanguageVersion,
        NullableContextOptions = NullableContextOptions,
        DocumentationMode = DocumentationMode,
        SkippedChecks = SkippedChecks,
        TimeBudget = TimeBudget,
        DiagnosticVerifier = DiagnosticVerifier,
    };
}
