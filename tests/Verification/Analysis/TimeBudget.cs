using System.Globalization;

namespace Leveret.Verification.Analysis;

/// <summary>Fails what takes too long, also when it does not heed cancellation.</summary>
internal static class TimeBudget
{
    /// <summary>Runs <paramref name="work"/> under <paramref name="culture"/> and fails if it exceeds <paramref name="budget"/>.</summary>
    public static async Task<T> RunAsync<T>(
        string what,
        TimeSpan budget,
        CultureInfo culture,
        Func<CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.Run(
            () =>
            {
                CultureInfo.CurrentCulture = culture;
                CultureInfo.CurrentUICulture = culture;
                return work(stop.Token);
            },
            cancellationToken);
        try
        {
            return await running.WaitAsync(budget, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException e) when (!running.IsCompleted)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw new VerificationException($"Time budget: {what} is not done after {budget.TotalSeconds:0.##} s; it hangs or is far too slow.", e);
        }
    }
}
