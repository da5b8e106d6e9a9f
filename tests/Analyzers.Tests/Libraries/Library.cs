using System.Reflection;
using Leveret.Verification;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.Analyzers.Tests.Libraries;

/// <summary>
/// Stand-ins for libraries that handlers call: the real namespaces, types and methods, as far as the tests use them.
/// Each is metadata without source, as a package is.
/// </summary>
internal sealed partial class Library
{
    private Library(MetadataReference reference, string[] namespaces)
    {
        Reference = reference;
        Usings = string.Concat(namespaces.Select(name => $"using {name};\n"));
    }

    /// <summary>The assembly.</summary>
    public MetadataReference Reference { get; }

    /// <summary>Imports of the namespaces that code which uses the library imports.</summary>
    public string Usings { get; }

    private static Library Compile(string assemblyName, string[] namespaces, string source)
    {
        var compilation = CSharpCompilation.Create(
            assemblyName,
            [CSharpSyntaxTree.ParseText(Framework.Usings + source)],
            Framework.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success
            ? new Library(MetadataReference.CreateFromImage(image.ToArray(), filePath: assemblyName + ".dll"), namespaces)
            : throw new InvalidOperationException($"The stand-in for {assemblyName} does not compile:\n" + string.Join('\n', result.Diagnostics));
    }

    private static class Framework
    {
        public const string Usings = """
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Linq.Expressions;
            using System.Threading;
            using System.Threading.Tasks;

            """;

        /// <summary>The reference assemblies that the harness compiles the code under test against.</summary>
        public static MetadataReference[] References { get; } =
        [
            .. Directory.EnumerateFiles(Folder("NetCoreReferences"), "*.dll").Select(file => MetadataReference.CreateFromFile(file)),
        ];

        private static string Folder(string key) => typeof(Client).Assembly
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == key).Value!;
    }
}
