using System.Reflection;

namespace Leveret.Analyzers.Benchmarks;

/// <summary>What the build of this program recorded.</summary>
internal static class Settings
{
    public static string RepositoryRoot => Get("RepositoryRoot");

    public static string PackageRoot => Get("PackageRoot");

    /// <summary>The values that were recorded as <paramref name="key"/>, if any.</summary>
    public static IEnumerable<string> All(string key) =>
        typeof(Settings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Where(a => a.Key == key).Select(a => a.Value!);

    private static string Get(string key) => All(key).Single();
}
