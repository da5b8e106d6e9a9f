using Microsoft.CodeAnalysis;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Further toy rules.</summary>
internal static class ToyRules
{
    public static readonly DiagnosticDescriptor Second = Create("TOY002", isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor Disabled = Create("TOY003", isEnabledByDefault: false);

    public static readonly DiagnosticDescriptor Fading = Create("TOY004", isEnabledByDefault: true, WellKnownDiagnosticTags.Unnecessary);

    public static readonly DiagnosticDescriptor Unbending = Create("TOY005", isEnabledByDefault: true, WellKnownDiagnosticTags.NotConfigurable);

    private static DiagnosticDescriptor Create(string id, bool isEnabledByDefault, params string[] tags) =>
        new(id, "A toy rule", "'{0}' is reported", "Toys", DiagnosticSeverity.Warning, isEnabledByDefault, customTags: tags);
}
