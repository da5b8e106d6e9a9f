using System.Collections.Immutable;
using Leveret.Analyzers.Benchmarks.Code;
using Leveret.Verification;
using Leveret.Verification.References;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>Generated files that compile, as often as one wants, each time from new syntax trees.</summary>
internal sealed class Sources
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp13);

    private static readonly CSharpCompilationOptions Options =
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false);

    private readonly ImmutableArray<(string Path, SourceText Text)> _files;

    /// <summary>Keeps the symbols of the references alive, so that no run pays for reading them again.</summary>
    private readonly CSharpCompilation _withoutFiles;

    public Sources(IEnumerable<CodeFile> files, Client client = Client.V7)
    {
        _files = [.. files.Select(static f => (f.Path, SourceText.From(f.Text)))];
        _withoutFiles = CSharpCompilation.Create("Shop", references: FrameworkReferences.All.AddRange(ClientReferences.For(client)), options: Options);
        _withoutFiles.GetSpecialType(SpecialType.System_Object);
    }

    public static Sources Of(params IEnumerable<CodeFile> files) => new(files);

    public CSharpCompilation Compile() => _withoutFiles.AddSyntaxTrees(Parse());

    /// <summary>Throws if the code does not compile.</summary>
    public Sources Checked()
    {
        var error = Compile().GetDiagnostics().FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error);
        return error is null ? this : throw new InvalidOperationException($"The generated code does not compile: {error}");
    }

    private ImmutableArray<SyntaxTree> Parse() => [.. _files.Select(static f => CSharpSyntaxTree.ParseText(f.Text, Parsing, f.Path))];
}
