using System.Collections.Immutable;

namespace Leveret.Verification.Fixes;

/// <summary>Which of the offered actions a test means.</summary>
internal static class ActionChoice
{
    /// <summary>The action by index or key; the only one, if the test names none; none, if it is not offered.</summary>
    public static OfferedAction? From(FixSettings settings, ImmutableArray<OfferedAction> offered)
    {
        if (offered.IsEmpty)
        {
            return null;
        }

        var byIndex = settings.ActionIndex is { } index && index < offered.Length ? offered[index] : null;
        if (settings.ActionKey is { } key)
        {
            var byKey = offered.FirstOrDefault(o => o.Key == key);
            return settings.ActionIndex is null || byIndex == byKey
                ? byKey
                : throw new VerificationException(
                    $"Action: index {settings.ActionIndex} means {byIndex?.ToString() ?? "no action"}, but key '{key}' means {byKey?.ToString() ?? "no action"}.");
        }

        if (settings.ActionIndex is not null)
        {
            return byIndex;
        }

        return offered.Length == 1 || !settings.Test.Makes(Checks.ActionChosen)
            ? offered[0]
            : throw new VerificationException(
                $"Action: {offered.Length} actions are offered and the test names none: {string.Join(", ", offered)}. Set CodeActionIndex or CodeActionEquivalenceKey.");
    }
}
