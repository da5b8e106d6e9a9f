using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Rules;
using Leveret.Analyzers.Settings;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers;

/// <summary>Reports RabbitMQ.Client consumers that hoard, poll, lose, storm or duplicate messages.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsumerAnalyzer : DiagnosticAnalyzer
{
    /// <summary>A file that mentions none of these holds nothing that a rule could report.</summary>
    private static readonly string[] Words = { "Basic", "MessageCount", "QueueDeclarePassive" };

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        InvalidOption.Descriptor,
        MissingPrefetch.Descriptor,
        UnlimitedPrefetch.Descriptor,
        QueuePolling.Descriptor,
        AutoAckLoss.Descriptor,
        RequeueStorm.Descriptor,
        RepeatedEffect.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (RabbitSymbols.TryFind(start.Compilation) is not { } rabbit)
                return;

            var model = new RabbitModel(rabbit, new CodeIndex(start.Compilation));
            start.RegisterSemanticModelAction(file =>
            {
                var text = TreeText.Of(file.SemanticModel.SyntaxTree);
                if (Words.Any(word => text.Contains(word, file.CancellationToken)))
                    CodeIndex.Run(() => Analyze(file, model), file.CancellationToken);
            });
        });
    }

    private static void Analyze(SemanticModelAnalysisContext file, RabbitModel model)
    {
        var tree = file.SemanticModel.SyntaxTree;
        var problems = new List<(Option Option, string Value)>();
        var options = Options.Read(file.Options.AnalyzerConfigOptionsProvider.GetOptions(tree), (option, value) => problems.Add((option, value)));
        InvalidOption.Report(model, tree, problems, file.ReportDiagnostic);
        MissingPrefetch.Report(model, tree, file.ReportDiagnostic);
        UnlimitedPrefetch.Report(model, tree, file.ReportDiagnostic);
        QueuePolling.Report(model, tree, file.ReportDiagnostic);
        RequeueStorm.Report(model, tree, file.ReportDiagnostic);
        AutoAckLoss.Report(model, tree, options, file.ReportDiagnostic);
        RepeatedEffect.Report(model, tree, options, file.ReportDiagnostic);
    }
}
