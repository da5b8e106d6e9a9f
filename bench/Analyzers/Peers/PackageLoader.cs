using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Benchmarks.Peers;

/// <summary>Loads the assemblies of one package, apart from those of the others. What it lacks comes from this program.</summary>
internal sealed class PackageLoader : IAnalyzerAssemblyLoader
{
    private readonly AssemblyLoadContext _context = new("package");

    public PackageLoader(ImmutableArray<string> assemblies)
    {
        _context.Resolving += (context, name) =>
            assemblies.FirstOrDefault(a => Path.GetFileNameWithoutExtension(a) == name.Name) is { } path ? context.LoadFromAssemblyPath(path) : null;
    }

    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => _context.LoadFromAssemblyPath(fullPath);
}
