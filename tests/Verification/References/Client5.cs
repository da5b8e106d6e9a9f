using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification.References;

/// <summary>A stand-in for RabbitMQ.Client 5.x: what consumers use of it, compiled from an embedded source.</summary>
internal static class Client5
{
    private const string Resources = "Client5/";

    /// <summary>The sources of the stand-in.</summary>
    public static ImmutableArray<string> Sources { get; } = ReadSources();

    /// <summary>Compiles the stand-in as <c>RabbitMQ.Client, Version=5.0.0.0</c>.</summary>
    public static byte[] Compile()
    {
        var compilation = CSharpCompilation.Create(
            "RabbitMQ.Client",
            Sources.Select(static s => CSharpSyntaxTree.ParseText(s)),
            FrameworkReferences.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        return result.Success
            ? image.ToArray()
            : throw new VerificationException("The stand-in for RabbitMQ.Client 5.x does not compile:\n" + string.Join('\n', result.Diagnostics));
    }

    private static ImmutableArray<string> ReadSources()
    {
        var assembly = typeof(Client5).Assembly;
        return [.. assembly.GetManifestResourceNames().Where(static n => n.StartsWith(Resources, StringComparison.Ordinal)).Select(Read)];

        string Read(string name)
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            return SourceText.From(stream).ToString();
        }
    }
}
