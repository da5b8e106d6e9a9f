using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification.References;

/// <summary>The reference assemblies of .NET, and Microsoft.Extensions, which most workers are hosted by.</summary>
internal static class FrameworkReferences
{
    /// <summary>The references, loaded once.</summary>
    public static ImmutableArray<MetadataReference> All { get; } =
    [
        .. Load("NetCoreReferences", "*.dll"),
        .. Load("AspNetCoreReferences", "Microsoft.Extensions.*.dll"),
        .. Load("AspNetCoreReferences", "System.Threading.RateLimiting.dll"),
    ];

    private static IEnumerable<MetadataReference> Load(string folderKey, string pattern)
    {
        var folder = HarnessMetadata.Get(folderKey);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).Select(static f => MetadataReference.CreateFromFile(f))
            : throw new VerificationException($"The reference assemblies in '{folder}' are gone; build the harness again.");
    }
}
