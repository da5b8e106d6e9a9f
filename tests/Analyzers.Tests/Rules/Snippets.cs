using System.Globalization;
using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Runs the rules over the files of a snippet, each of which sees the usual namespaces.</summary>
internal static class Snippets
{
    public static Task V5(params string[] files) => Run(Client.V5, [], files);

    public static Task V6(params string[] files) => Run(Client.V6, [], files);

    public static Task V6(Library library, params string[] files) => Run(Client.V6, [library], files);

    public static Task V7(params string[] files) => Run(Client.V7, [], files);

    public static Task V7(Library library, params string[] files) => Run(Client.V7, [library], files);

    /// <summary>Code that does not use RabbitMQ.Client.</summary>
    public static Task NoClient(params string[] files) => Run(Client.Absent, [], files);

    public static Task Run(Client client, Library[] libraries, params string[] files) => Create(client, files, libraries).RunAsync();

    /// <summary>The last file belongs to a library that the others refer to.</summary>
    public static Task WithLibrary(Client client, params string[] files)
    {
        var test = Create(client, files[..^1]);
        var library = new TestProject("Library");
        library.Sources.Add(SnippetUsings.Common + SnippetUsings.RabbitMQ + files[^1]);
        test.AdditionalProjects.Add(library);
        return test.RunAsync();
    }

    /// <summary>Code as it stands while somebody types: it need not compile.</summary>
    public static Task Incomplete(Client client, params string[] files)
    {
        var test = Create(client, files);
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        return test.RunAsync();
    }

    /// <summary>The message of each diagnostic passes <paramref name="check"/>.</summary>
    public static Task Message(Client client, string file, Action<string> check) => Report(client, [file], diagnostic =>
    {
        var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.DoesNotContain('{', message);
        Assert.DoesNotContain("''", message, StringComparison.Ordinal);
        Assert.DoesNotContain("  ", message, StringComparison.Ordinal);
        Assert.False(message.EndsWith('.'), message);
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        check(message);
    });

    /// <summary>Each diagnostic passes <paramref name="check"/>.</summary>
    public static Task Report(Client client, string[] files, Action<Diagnostic> check)
    {
        var test = Create(client, files);
        test.DiagnosticVerifier = (diagnostic, _) => check(diagnostic);
        return test.RunAsync();
    }

    private static CSharpAnalyzerTest<ConsumerAnalyzer> Create(Client client, string[] files, params Library[] libraries)
    {
        var test = new CSharpAnalyzerTest<ConsumerAnalyzer> { Client = client };
        var usings = SnippetUsings.Common + (client == Client.Absent ? "" : SnippetUsings.RabbitMQ) + string.Concat(libraries.Select(library => library.Usings));
        test.Sources.AddRange(files.Select(file => usings + file));
        foreach (var library in libraries)
            test.AdditionalReferences.Add(library.Reference);
        return test;
    }
}
