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
    private readonly ImmutableArray<MetadataReference> _references;

    public Sources(IEnumerable<CodeFile> files, Client client = Client.V7)
    {
        var all = files.ToList();
        Lines = all.Sum(static f => f.Lines);
        _files = [.. all.Select(static f => (f.Path, SourceText.From(f.Text)))];
        _references = FrameworkReferences.All.AddRange(ClientReferences.For(client));
    }

    public int Lines { get; }

    public static Sources Of(params IEnumerable<CodeFile> files) => new(files);

    public CSharpCompilation Compile() => CSharpCompilation.Create("Shop", Parse(), _references, Options);

    /// <summary>Throws if the code does not compile.</summary>
    public Sources Checked()
    {
        var error = Compile().GetDiagnostics().FirstOrDefault(static d => d.Severity == DiagnosticSeverity.Error);
        return error is null ? this : throw new InvalidOperationException($"The generated code does not compile: {error}");
    }

    private IEnumerable<SyntaxTree> Parse() => _files.Select(static f => CSharpSyntaxTree.ParseText(f.Text, Parsing, f.Path));
}
