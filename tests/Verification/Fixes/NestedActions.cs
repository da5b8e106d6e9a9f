using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis.CodeActions;

namespace Leveret.Verification.Fixes;

/// <summary>The actions that an action groups; how to ask for them differs between versions of Roslyn.</summary>
internal static class NestedActions
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly PropertyInfo? Property =
        typeof(CodeAction).GetProperty("NestedActions", AnyInstance) ?? typeof(CodeAction).GetProperty("NestedCodeActions", AnyInstance);

    /// <summary>The action itself, or the innermost actions that it groups.</summary>
    public static IEnumerable<CodeAction> Flatten(CodeAction action) =>
        Property?.GetValue(action) is ImmutableArray<CodeAction> { IsDefaultOrEmpty: false } nested
            ? nested.SelectMany(Flatten)
            : [action];
}
