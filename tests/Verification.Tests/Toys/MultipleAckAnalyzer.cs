using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Verification.Tests.Toys;

/// <summary>A sound analyzer: reports the argument <c>multiple: true</c> of BasicAck. The broken ones override one step each.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal class MultipleAckAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The id of the toy rule.</summary>
    public const string Id = "TOY001";

    /// <summary>The toy rule.</summary>
    public static readonly DiagnosticDescriptor Rule = new(
        Id,
        "Several deliveries are acknowledged at once",
        "'{0}' acknowledges every delivery so far",
        "Toys",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    /// <summary>Registers the actions of one compilation.</summary>
    protected virtual void Start(CompilationStartAnalysisContext context)
    {
        var channels = Channels(context.Compilation);
        if (channels.Count > 0)
        {
            context.RegisterOperationAction(c => Analyze(c, channels), OperationKind.Invocation);
        }
    }

    /// <summary>The types whose acknowledgements are looked at.</summary>
    protected virtual IReadOnlySet<ISymbol> Channels(Compilation compilation) =>
        new[] { "RabbitMQ.Client.IModel", "RabbitMQ.Client.IChannel" }
            .SelectMany(name => compilation.GetTypesByMetadataName(name))
            .ToHashSet<ISymbol>(SymbolEqualityComparer.Default);

    /// <summary>Looks at one call.</summary>
    protected virtual void Analyze(OperationAnalysisContext context, IReadOnlySet<ISymbol> channels)
    {
        var call = (IInvocationOperation)context.Operation;
        if (IsAck(call, channels) && Multiple(call) is { } multiple)
        {
            Report(context, call, multiple);
        }
    }

    /// <summary>Whether the call acknowledges on one of <paramref name="channels"/>.</summary>
    protected virtual bool IsAck(IInvocationOperation call, IReadOnlySet<ISymbol> channels) =>
        call.TargetMethod.Name is "BasicAck" or "BasicAckAsync" && channels.Contains(call.TargetMethod.ContainingType);

    /// <summary>Reports one call.</summary>
    protected virtual void Report(OperationAnalysisContext context, IInvocationOperation call, IArgumentOperation multiple) =>
        context.ReportDiagnostic(Diagnostic.Create(Rule, multiple.Syntax.GetLocation(), call.TargetMethod.Name));

    private static IArgumentOperation? Multiple(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(static a => a is { Parameter.Name: "multiple", Value.ConstantValue: { HasValue: true, Value: true } });
}
