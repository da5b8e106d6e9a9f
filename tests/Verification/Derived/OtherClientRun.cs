using System.Collections.Immutable;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Derived;

/// <summary>The same code with another generation of RabbitMQ.Client: the same diagnostics if it compiles, and no crash if it does not.</summary>
internal static class OtherClientRun
{
    public static async Task RunAsync(DerivedRun run, CancellationToken cancellationToken)
    {
        var other = Other(run);
        var analysis = await run.AnalyzeAsync(run.With(new ReferenceSet(other)), Cultures.Invariant, cancellationToken).ConfigureAwait(false);
        if (run.Settings.Client != Client.Absent && Compiles(analysis.Compilations, cancellationToken))
        {
            DiagnosticVerification.Verify(
                $"{run.State.Label} with RabbitMQ.Client {other}",
                [.. run.Reported.Select(DiagnosticResult.Like)],
                analysis.Unsuppressed);
        }
    }

    /// <summary>The generations with <c>IModel</c> stand in for each other; for the others one is chosen by the length of the code.</summary>
    private static Client Other(DerivedRun run) => run.Settings.Client switch
    {
        Client.V5 => Client.V6,
        Client.V6 => Client.V5,
        Client.V7 => Choose(run, Client.V5, Client.V6),
        _ => Choose(run, Client.V6, Client.V7),
    };

    private static Client Choose(DerivedRun run, Client even, Client odd) =>
        run.State.Files.Sum(static f => f.Text.Length) % 2 == 0 ? even : odd;

    private static bool Compiles(ImmutableArray<Compilation> compilations, CancellationToken cancellationToken) =>
        compilations.All(c => c.GetDiagnostics(cancellationToken).All(static d => d.Severity < DiagnosticSeverity.Error));
}
