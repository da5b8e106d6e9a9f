using Leveret.Verification.Solutions;

namespace Leveret.Verification.Derived;

/// <summary>The same code on types of the same names gives no diagnostics, although RabbitMQ.Client is referenced too.</summary>
internal static class LookAlikesRun
{
    public static async Task RunAsync(DerivedRun run, CancellationToken cancellationToken)
    {
        var client = run.Settings.Client;
        if (client == Client.Absent)
        {
            return;
        }

        var solution = run.With(new ReferenceSet(client, LookAlikeOf: client), LookAlikes.Rewrite);
        var analysis = await run.AnalyzeAsync(solution, Cultures.Invariant, cancellationToken).ConfigureAwait(false);
        DerivedRun.VerifySilent($"{run.State.Label} on look-alikes of RabbitMQ.Client in {LookAlikes.RootNamespace}", analysis);
    }
}
