using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Leveret.Package.Tests.Reading;

/// <summary>What an assembly asks of its host, read from its metadata without loading it.</summary>
internal sealed class ShippedAssembly(string file)
{
    /// <summary>What the oldest host, the .NET SDK 8 (and Visual Studio 2022 17.5), has, and in which version.</summary>
    private static readonly Dictionary<string, Version> Host = new(StringComparer.Ordinal)
    {
        ["netstandard"] = new(2, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 5),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 5),
        ["System.Collections.Immutable"] = new(6, 0),
    };

    /// <summary>What only a host of fixes has: an IDE or dotnet format, not the compiler.</summary>
    private static readonly Dictionary<string, Version> FixHost = new(StringComparer.Ordinal)
    {
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 5),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 5),
    };

    public string Name { get; } = Path.GetFileNameWithoutExtension(file);

    /// <summary>One sentence for each reference that a host does not have.</summary>
    public IReadOnlyList<string> ReferencesTheHostLacks(IReadOnlyCollection<string> shipped)
    {
        var allowed = new Dictionary<string, Version>(Host, StringComparer.Ordinal);
        if (Name.EndsWith(".CodeFixes", StringComparison.Ordinal))
        {
            foreach (var (name, version) in FixHost)
            {
                allowed.Add(name, version);
            }
        }

        return
        [
            .. References()
                .Where(reference => !shipped.Contains(reference.Name))
                .Where(reference => !allowed.TryGetValue(reference.Name!, out var highest) || Shorten(reference.Version!) > highest)
                .Select(reference => $"{Name} references {reference.Name} {reference.Version}, which the oldest host does not have"),
        ];
    }

    private static Version Shorten(Version version) => new(version.Major, version.Minor);

    public IReadOnlyList<AssemblyName> References()
    {
        using var image = new PEReader(File.OpenRead(file));
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }
}
