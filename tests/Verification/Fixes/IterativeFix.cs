using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>Applies fixes one by one, as a user does in an editor.</summary>
internal static class IterativeFix
{
    /// <summary>The solution when nothing is left to fix.</summary>
    public static async Task<Solution> RunAsync(FixSession session, string what, Solution solution, bool changes, CancellationToken cancellationToken)
    {
        var progress = new Progress(what);
        var code = await session.AnalyseAsync(solution, cancellationToken).ConfigureAwait(false);
        var limit = changes ? IterationLimit.Create(session.Settings.IncrementalIterations, code.Diagnostics.Length) : IterationLimit.Never;
        for (var done = 0; ; done++)
        {
            await progress.VerifyAsync(code, cancellationToken).ConfigureAwait(false);
            if (await session.FirstAsync(code, cancellationToken).ConfigureAwait(false) is not var (_, action))
            {
                limit.VerifyDone(what, done);
                return code.Solution;
            }

            limit.VerifyMayApply(what, done, action.Title);
            session.Settings.ActionVerifier?.Invoke(action.Action);
            var changed = await session.ApplyAsync(code.Solution, action.Action, cancellationToken).ConfigureAwait(false);
            code = await session.AnalyseAsync(changed, cancellationToken).ConfigureAwait(false);
        }
    }
}
