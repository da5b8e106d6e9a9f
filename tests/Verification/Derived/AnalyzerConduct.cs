using System.Runtime.CompilerServices;
using Leveret.Verification.Analysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification.Derived;

/// <summary>What an analyzer says about itself when it is initialised.</summary>
internal sealed class AnalyzerConduct
{
    private static readonly ConditionalWeakTable<Type, AnalyzerConduct> Known = [];

    private readonly DiagnosticAnalyzer _analyzer;
    private readonly RecordingContext _context = new();

    private AnalyzerConduct(DiagnosticAnalyzer analyzer)
    {
        _analyzer = analyzer;
        analyzer.Initialize(_context);
    }

    /// <summary>What it wants with generated code; <see langword="null"/> if it does not say.</summary>
    public GeneratedCodeAnalysisFlags? GeneratedCode => _context.GeneratedCode;

    /// <summary>The conduct of <paramref name="analyzer"/>.</summary>
    public static AnalyzerConduct Of(DiagnosticAnalyzer analyzer) =>
        Known.GetValue(analyzer.GetType(), _ => new AnalyzerConduct(analyzer));

    /// <summary>Fails if the analyzer is careless.</summary>
    public void Verify()
    {
        if (_analyzer is DiagnosticSuppressor)
        {
            return;
        }

        if (GeneratedCode is null)
        {
            Fail("does not call ConfigureGeneratedCodeAnalysis, so it would report in generated code");
        }

        if (!_context.RunsConcurrently)
        {
            Fail("does not call EnableConcurrentExecution");
        }

        foreach (var id in _analyzer.SupportedDiagnostics.GroupBy(static d => d.Id).Where(static g => g.Distinct().Count() > 1).Select(static g => g.Key))
        {
            Fail($"supports several descriptors with the id {id}");
        }
    }

    private void Fail(string what) => throw new VerificationException($"Analyzer conduct: {_analyzer.GetType().Name} {what}.");
}
