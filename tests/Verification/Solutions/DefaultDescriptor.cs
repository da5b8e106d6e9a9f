namespace Leveret.Verification.Solutions;

/// <summary>Which diagnostic markup without an id means.</summary>
internal sealed class DefaultDescriptor(TestSettings settings)
{
    /// <summary>The only id of the analyzer, or the only one of its ids that the fix under test takes.</summary>
    public string Id()
    {
        var ids = settings.Analyzer.SupportedDiagnostics.Select(static d => d.Id).Distinct(StringComparer.Ordinal).ToList();
        if (ids.Count != 1 && !settings.FixableIds.IsEmpty)
        {
            ids = [.. ids.Intersect(settings.FixableIds, StringComparer.Ordinal)];
        }

        return ids is [var only]
            ? only
            : throw new VerificationException(
                $"Markup without an id is ambiguous: {settings.Analyzer.GetType().Name} supports {ids.Count} diagnostics ({string.Join(", ", ids)}). Write {{|ID:…|}}.");
    }
}
