using Leveret.Verification.Solutions;

namespace Leveret.Verification.Derived;

/// <summary>The analyzer survives the same code with another generation of RabbitMQ.Client, where it may well not compile.</summary>
internal static class OtherClientRun
{
    public static async Task RunAsync(DerivedRun run, CancellationToken cancellationToken)
    {
        var others = Enum.GetValues<Client>().Where(c => c != Client.Absent && c != run.Settings.Client).ToList();
        var other = others[run.State.Files.Sum(static f => f.Text.Length) % others.Count];
        await run.AnalyzeAsync(run.With(new ReferenceSet(other)), Cultures.Invariant, cancellationToken).ConfigureAwait(false);
    }
}
