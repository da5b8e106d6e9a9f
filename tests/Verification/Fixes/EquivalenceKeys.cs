using System.Collections.Immutable;

namespace Leveret.Verification.Fixes;

/// <summary>FixAll finds the same action elsewhere by its key, so keys have to be set, unique and the same every time.</summary>
internal static class EquivalenceKeys
{
    /// <summary>Fails if the keys of the actions offered for one diagnostic do not serve.</summary>
    public static void VerifyUnique(ImmutableArray<OfferedAction> offered)
    {
        foreach (var action in offered)
        {
            if (string.IsNullOrEmpty(action.Key))
            {
                throw new VerificationException($"Equivalence key: action '{action.Title}' has none.");
            }

            if (offered.Count(o => o.Key == action.Key) > 1)
            {
                throw new VerificationException($"Equivalence key: several actions have the key '{action.Key}': {string.Join(", ", offered)}.");
            }
        }
    }

    /// <summary>Fails if the same actions have other keys in other circumstances.</summary>
    public static void VerifyStable(ImmutableArray<OfferedAction> before, ImmutableArray<OfferedAction> after, string circumstances)
    {
        if (!before.Select(static o => o.Key).SequenceEqual(after.Select(static o => o.Key), StringComparer.Ordinal))
        {
            throw new VerificationException(
                $"Equivalence key: not stable {circumstances}: first {string.Join(", ", before)}, then {string.Join(", ", after)}.");
        }
    }
}
