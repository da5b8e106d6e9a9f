using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.Corpus;

/// <summary>The assemblies that analysed code is bound against. What is not among them stays unresolved.</summary>
internal static class Libraries
{
    private static readonly string[] Packages = ["Microsoft.EntityFrameworkCore", "Microsoft.EntityFrameworkCore.Abstractions", "Npgsql", "Dapper", "Serilog", "Newtonsoft.Json"];

    private static readonly Lazy<ImmutableArray<MetadataReference>> Shared = new(() =>
        [.. Pack("Microsoft.NETCore.App.Ref"), .. Pack("Microsoft.AspNetCore.App.Ref"), .. Packages.Select(p => Package(p, version: null))]);

    private static readonly Lazy<MetadataReference> V5 = new(CompileV5);
    private static readonly Lazy<MetadataReference> V6 = new(() => Package("RabbitMQ.Client", "6.4.0"));
    private static readonly Lazy<MetadataReference> V7 = new(() => Package("RabbitMQ.Client", "7.1.2"));

    public static ImmutableArray<MetadataReference> For(Client client) =>
        Shared.Value.Add(client switch { Client.V5 => V5.Value, Client.V6 => V6.Value, _ => V7.Value });

    private static IEnumerable<MetadataReference> Pack(string name) =>
        Directory.GetFiles(Newest(Path.Combine(Setting("TargetingPacks"), name)), "*.dll", SearchOption.AllDirectories)
            .Where(f => f.Contains($"{Path.DirectorySeparatorChar}ref{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(f => MetadataReference.CreateFromFile(f));

    private static PortableExecutableReference Package(string name, string? version)
    {
        var folder = Path.Combine(Setting("PackageRoot"), name.ToLowerInvariant());
        var lib = Path.Combine(version is null ? Newest(folder) : Path.Combine(folder, version), "lib");
        string[] preferred = ["net10.0", "net9.0", "net8.0", "net6.0", "netstandard2.1", "netstandard2.0"];
        var target = preferred.Select(t => Path.Combine(lib, t)).First(Directory.Exists);
        return MetadataReference.CreateFromFile(Path.Combine(target, name + ".dll"));
    }

    private static string Newest(string folder) => Directory.GetDirectories(folder).OrderBy(d => Version.TryParse(Path.GetFileName(d), out var v) ? v : new Version()).Last();

    /// <summary>Client 5 cannot be had as a package; the part of its surface that consumers use is compiled from a stub.</summary>
    private static PortableExecutableReference CompileV5()
    {
        using var stub = Assembly.GetExecutingAssembly().GetManifestResourceStream("RabbitMQ.Client.V5.cs")!;
        using var reader = new StreamReader(stub);
        var compilation = CSharpCompilation.Create(
            "RabbitMQ.Client",
            [CSharpSyntaxTree.ParseText(reader.ReadToEnd())],
            Pack("Microsoft.NETCore.App.Ref"),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (!result.Success)
            throw new InvalidOperationException("The stub of client 5 does not compile: " + result.Diagnostics.First(d => d.Severity == DiagnosticSeverity.Error));
        return MetadataReference.CreateFromImage(assembly.ToArray());
    }

    private static string Setting(string key) =>
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value!;
}
