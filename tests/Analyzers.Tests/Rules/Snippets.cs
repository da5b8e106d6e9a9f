using System.Globalization;
using Leveret.Verification;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Runs the rules over the files of a snippet, each of which sees the usual namespaces.</summary>
internal static class Snippets
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Text;
        using System.Threading;
        using System.Threading.Tasks;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        """;

    public static Task V5(params string[] files) => Create(Client.V5, files).RunAsync();

    public static Task V6(params string[] files) => Create(Client.V6, files).RunAsync();

    public static Task V7(params string[] files) => Create(Client.V7, files).RunAsync();

    /// <summary>The last file belongs to a library that the others refer to.</summary>
    public static Task WithLibrary(Client client, params string[] files)
    {
        var test = Create(client, files[..^1]);
        var library = new TestProject("Library");
        library.Sources.Add(Usings + files[^1]);
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
    public static Task Message(Client client, string file, Action<string> check)
    {
        var test = Create(client, [file]);
        test.DiagnosticVerifier = (diagnostic, _) =>
        {
            var message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
            Assert.DoesNotContain('{', message);
            Assert.DoesNotContain("''", message, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", message, StringComparison.Ordinal);
            Assert.False(message.EndsWith('.'), message);
            Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
            check(message);
        };
        return test.RunAsync();
    }

    private static CSharpAnalyzerTest<ConsumerAnalyzer> Create(Client client, string[] files)
    {
        var test = new CSharpAnalyzerTest<ConsumerAnalyzer> { Client = client };
        test.Sources.AddRange(files.Select(file => Usings + file));
        return test;
    }
}
