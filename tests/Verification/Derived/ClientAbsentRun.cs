using Leveret.Verification.Analysis;
using Leveret.Verification.Solutions;

namespace Leveret.Verification.Derived;

/// <summary>Without RabbitMQ.Client nothing is reported, and the analyzer registers nothing but its start.</summary>
internal static class ClientAbsentRun
{
    public static async Task RunAsync(DerivedRun run, CancellationToken cancellationToken)
    {
        var solution = run.With(new ReferenceSet(Client.Absent));
        var analysis = await run.AnalyzeAsync(solution, Cultures.Invariant, cancellationToken).ConfigureAwait(false);
        DerivedRun.VerifySilent($"{run.State.Label} without a reference to RabbitMQ.Client", analysis);
        foreach (var (analyzer, actions) in analysis.Registered)
        {
            var registered = RegisteredActions.Beyond(actions);
            if (analyzer == run.Settings.Analyzer && registered.Count > 0)
            {
                throw new VerificationException(
                    $"Client absent: {analyzer.GetType().Name} registers actions although RabbitMQ.Client is not referenced: {string.Join(", ", registered)}.");
            }
        }
    }
}
