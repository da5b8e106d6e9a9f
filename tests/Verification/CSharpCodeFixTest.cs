using Leveret.Verification.Fixes;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification;

/// <summary>One test of <typeparamref name="TCodeFix"/> for the diagnostics of <typeparamref name="TAnalyzer"/>.</summary>
/// <remarks>Fixed sources that equal the sources assert that no fix is offered.</remarks>
public class CSharpCodeFixTest<TAnalyzer, TCodeFix> : CSharpAnalyzerTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    /// <summary>Adds a fixed source; a short form of <see cref="FixedSources"/> for the usual single one.</summary>
    public string FixedCode
    {
        set => FixedSources.Add(value);
    }

    /// <summary>Adds a source as FixAll leaves it; a short form of <see cref="BatchFixedSources"/> for a single one.</summary>
    public string BatchFixedCode
    {
        set => BatchFixedSources.Add(value);
    }

    /// <summary>The sources after all fixes. Without any the test is one of the analyzer only.</summary>
    public SourceFileList FixedSources { get; } = new();

    /// <summary>The sources after FixAll, where they differ from <see cref="FixedSources"/>.</summary>
    public SourceFileList BatchFixedSources { get; } = new();

    /// <summary>What is expected of the fixed sources besides their markup. While empty, expectations that the fix does not take are inherited.</summary>
    public IList<DiagnosticResult> FixedExpectedDiagnostics { get; } = [];

    /// <summary>What is expected of the sources after FixAll besides their markup.</summary>
    public IList<DiagnosticResult> BatchFixedExpectedDiagnostics { get; } = [];

    /// <summary>The action to take, by its index among those offered.</summary>
    public int? CodeActionIndex { get; set; }

    /// <summary>The action to take, by its equivalence key.</summary>
    public string? CodeActionEquivalenceKey { get; set; }

    /// <summary>A further check of the action taken.</summary>
    public Action<CodeAction>? CodeActionVerifier { get; set; }

    /// <summary>How closely the produced tree has to agree with its text.</summary>
    public CodeActionValidationMode CodeActionValidationMode { get; set; } = CodeActionValidationMode.SemanticStructure;

    /// <summary>How many fixes are applied one by one; at most, if negative. By default at most one per diagnostic.</summary>
    public int? NumberOfIncrementalIterations { get; set; }

    /// <summary>How often FixAll is applied for documents; at most, if negative. By default at most once per document with diagnostics.</summary>
    public int? NumberOfFixAllInDocumentIterations { get; set; }

    /// <summary>How often FixAll is applied for projects; at most, if negative. By default at most once per project with diagnostics.</summary>
    public int? NumberOfFixAllInProjectIterations { get; set; }

    /// <summary>How often FixAll is applied for the solution; at most, if negative. By default once.</summary>
    public int? NumberOfFixAllIterations { get; set; }

    private protected override Task RunCoreAsync(CancellationToken cancellationToken)
    {
        var settings = new FixSettings
        {
            Test = CreateSettings(new TCodeFix().FixableDiagnosticIds),
            CreateProvider = static () => new TCodeFix(),
            FixedSources = [.. FixedSources],
            BatchFixedSources = [.. BatchFixedSources],
            FixedExpectedDiagnostics = [.. FixedExpectedDiagnostics],
            BatchFixedExpectedDiagnostics = [.. BatchFixedExpectedDiagnostics],
            ActionIndex = CodeActionIndex,
            ActionKey = CodeActionEquivalenceKey,
            ActionVerifier = CodeActionVerifier,
            ValidationMode = CodeActionValidationMode,
            IncrementalIterations = NumberOfIncrementalIterations,
            DocumentIterations = NumberOfFixAllInDocumentIterations,
            ProjectIterations = NumberOfFixAllInProjectIterations,
            SolutionIterations = NumberOfFixAllIterations,
        };
        return FixVerification.RunAsync(settings, cancellationToken);
    }
}
