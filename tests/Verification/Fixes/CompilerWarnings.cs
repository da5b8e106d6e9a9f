using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Fixes;

/// <summary>A fix adds no warning or error of the compiler.</summary>
internal static class CompilerWarnings
{
    /// <summary>Fails if a warning or error occurs more often in <paramref name="after"/> than in <paramref name="before"/>.</summary>
    public static async Task VerifyAsync(FixSettings settings, string what, Solution before, Solution after, CancellationToken cancellationToken)
    {
        var old = await OfAsync(before, cancellationToken).ConfigureAwait(false);
        foreach (var group in await OfAsync(after, cancellationToken).ConfigureAwait(false))
        {
            if (group.Count() > old[group.Key].Count() && !settings.Test.FixableIds.Contains(group.Key))
            {
                throw new VerificationException($"New compiler warnings: {what} adds {group.Key}:\n  {string.Join("\n  ", group)}");
            }
        }
    }

    private static async Task<ILookup<string, Diagnostic>> OfAsync(Solution solution, CancellationToken cancellationToken)
    {
        var diagnostics = new List<Diagnostic>();
        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
            diagnostics.AddRange(compilation.GetDiagnostics(cancellationToken).Where(static d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed));
        }

        return diagnostics.ToLookup(static d => d.Id);
    }
}
