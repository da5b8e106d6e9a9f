using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Corpus;

/// <summary>The compilations of a tree, each with what references are at hand.</summary>
internal static class Compilations
{
    private static readonly string[] Symbols =
        ["DEBUG", "TRACE", "NET", "NETCOREAPP", "NET10_0", "NET6_0_OR_GREATER", "NET7_0_OR_GREATER", "NET8_0_OR_GREATER", "NET9_0_OR_GREATER", "NET10_0_OR_GREATER", "NETCOREAPP3_1_OR_GREATER", "NETSTANDARD2_0_OR_GREATER"];

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, preprocessorSymbols: Symbols);

    private const string ImplicitUsings = """
        global using System; global using System.IO; global using System.Linq; global using System.Collections.Generic;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private const string WebUsings = """
        global using System.Net.Http.Json; global using Microsoft.AspNetCore.Builder; global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http; global using Microsoft.AspNetCore.Routing; global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection; global using Microsoft.Extensions.Hosting; global using Microsoft.Extensions.Logging;
        """;

    public static IEnumerable<CSharpCompilation> Of(SourceTree source, Grouping grouping)
    {
        foreach (var (name, files, client, implicitUsings) in Units(source, grouping))
        {
            var trees = files.Select(Parse).ToList();
            if (implicitUsings)
                trees.Add(CSharpSyntaxTree.ParseText(ImplicitUsings + WebUsings, Parsing, path: Path.Combine(source.Root, "GlobalUsings.g.cs")));
            var kind = trees.Any(t => t.GetRoot() is CompilationUnitSyntax unit && unit.Members.Any(m => m is GlobalStatementSyntax))
                ? OutputKind.ConsoleApplication
                : OutputKind.DynamicallyLinkedLibrary;
            yield return CSharpCompilation.Create(
                name,
                trees,
                Libraries.For(client == Client.Unknown ? Sniff(trees) : client),
                new CSharpCompilationOptions(kind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
        }
    }

    private static IEnumerable<(string Name, IEnumerable<string> Files, Client Client, bool ImplicitUsings)> Units(SourceTree source, Grouping grouping)
    {
        if (grouping == Grouping.PerFile)
        {
            return from project in source.Projects
                   from file in project.Files
                   select (Path.GetFileNameWithoutExtension(file), (IEnumerable<string>)[file], project.Client, project.ImplicitUsings);
        }

        var groups = grouping == Grouping.PerProject ? source.Projects.Select(p => new List<Project> { p }) : source.Groups();
        return groups.Select(g => (
            Path.GetFileNameWithoutExtension(g[0].Path),
            g.SelectMany(p => p.Files).Distinct(),
            g.Select(p => p.Client).FirstOrDefault(c => c != Client.Unknown),
            g.Any(p => p.ImplicitUsings)));
    }

    private static SyntaxTree Parse(string file)
    {
        using var stream = File.OpenRead(file);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream), Parsing, file);
    }

    /// <summary>The client by the words that only one generation has, where no project file names a version.</summary>
    private static Client Sniff(IEnumerable<SyntaxTree> trees)
    {
        var text = string.Join('\n', trees.Select(t => t.GetText().ToString()).Where(t => t.Contains("RabbitMQ", StringComparison.Ordinal) || t.Contains(".Basic", StringComparison.Ordinal)));
        return text.Contains("IChannel ", StringComparison.Ordinal) || text.Contains("CreateChannelAsync", StringComparison.Ordinal) ? Client.V7
            : text.Contains("QueueingBasicConsumer", StringComparison.Ordinal) || !text.Contains("Body.ToArray", StringComparison.Ordinal) && text.Contains("GetString(ea.Body)", StringComparison.Ordinal) ? Client.V5
            : Client.V6;
    }
}
