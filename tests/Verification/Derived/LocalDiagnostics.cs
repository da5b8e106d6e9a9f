using System.Collections.Immutable;
using Leveret.Verification.Analysis;
using Leveret.Verification.Solutions;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Derived;

/// <summary>Diagnostics are reported with the file they are in, so that editors show them as one types.</summary>
internal static class LocalDiagnostics
{
    /// <summary>Fails if one is reported at the end of the compilation, or while another file is analysed.</summary>
    public static void Verify(TestSettings settings, ImmutableArray<FoundDiagnostic> reported)
    {
        foreach (var found in reported)
        {
            if (!found.IsLocal && (settings.FixableIds.Contains(found.Id) || !MayBeLate(found.Diagnostic)))
            {
                throw new VerificationException(
                    $"Non-local diagnostic: {Display.Line(found)} is reported at the end of the compilation or from another file; editors do not show it, and no fix is offered.");
            }
        }
    }

    private static bool MayBeLate(Diagnostic diagnostic) =>
        !diagnostic.Location.IsInSource || diagnostic.Descriptor.CustomTags.Contains("CompilationEnd");
}
