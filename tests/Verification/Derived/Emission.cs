using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Derived;

/// <summary>The code compiles to an assembly; some errors appear only then.</summary>
internal static class Emission
{
    /// <summary>Fails if a project does not compile.</summary>
    public static async Task VerifyAsync(string what, Solution solution, CancellationToken cancellationToken)
    {
        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync(cancellationToken).ConfigureAwait(false))!;
            using var image = new MemoryStream();
            var result = compilation.Emit(image, cancellationToken: cancellationToken);
            if (!result.Success)
            {
                var errors = result.Diagnostics.Where(static d => d.Severity == DiagnosticSeverity.Error);
                throw new VerificationException($"Emit: {what} does not compile to an assembly.\n  {string.Join("\n  ", errors)}");
            }
        }
    }
}
