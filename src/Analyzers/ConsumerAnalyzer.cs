using System.Collections.Immutable;
using Leveret.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Analyzers;

/// <summary>Reports RabbitMQ.Client consumers that hoard, poll, lose, storm or duplicate messages.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConsumerAnalyzer : DiagnosticAnalyzer
{
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
    }
}
