using System.Reflection;

namespace Leveret.Verification.References;

/// <summary>The facts that the build of this assembly recorded about where reference assemblies are.</summary>
internal static class HarnessMetadata
{
    private static readonly Dictionary<string, string> Values = typeof(HarnessMetadata).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(a => a.Key, a => a.Value ?? "", StringComparer.Ordinal);

    /// <summary>The value recorded as <paramref name="key"/>.</summary>
    public static string Get(string key) => Values[key];
}
