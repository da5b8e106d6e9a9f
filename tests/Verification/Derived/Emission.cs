using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Derived;

/// <summary>The code compiles to an assembly; some errors appear only then.</summary>
internal static class Emission
{
    /// <summary>Fails if one of <paramref name="compilations"/> does not compile.</summary>
    public static void Verify(string what, IEnumerable<Compilation> compilations, CancellationToken cancellationToken)
    {
        foreach (var compilation in compilations)
        {
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
