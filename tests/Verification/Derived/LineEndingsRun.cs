namespace Leveret.Verification.Derived;

/// <summary>The same code with the other line endings, in a German environment, has the same diagnostics.</summary>
internal static class LineEndingsRun
{
    public static async Task RunAsync(DerivedRun run, CancellationToken cancellationToken)
    {
        var analysis = await run.AnalyzeAsync(run.With(LineEndings.Swap), Cultures.German, cancellationToken).ConfigureAwait(false);
        DiagnosticVerification.Verify(
            $"{run.State.Label} with the other line endings, in culture {Cultures.German}",
            [.. run.Reported.Select(static f => DiagnosticResult.Like(f).WithMessage(LineEndings.ToLf(f.Message)))],
            [.. analysis.Unsuppressed.Select(static f => f with { Message = LineEndings.ToLf(f.Message) })]);
    }
}
