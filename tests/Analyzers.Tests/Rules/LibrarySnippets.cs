using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Runs the rules over the files of a snippet that uses libraries; each file sees the namespaces a worker usually imports.</summary>
internal static class LibrarySnippets
{
    private const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Data.Common;
        using System.Diagnostics;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        """;

    private const string ClientUsings = """
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        """;

    public static Task V5(params string[] files) => VerifyAsync(Client.V5, [], files);

    public static Task V6(params string[] files) => VerifyAsync(Client.V6, [], files);

    public static Task V6(Library library, params string[] files) => VerifyAsync(Client.V6, [library], files);

    public static Task V7(params string[] files) => VerifyAsync(Client.V7, [], files);

    public static Task V7(Library library, params string[] files) => VerifyAsync(Client.V7, [library], files);

    /// <summary>Code that does not use RabbitMQ.Client.</summary>
    public static Task NoClient(params string[] files) => VerifyAsync(Client.Absent, [], files);

    /// <summary>Also checks each diagnostic that is reported.</summary>
    public static Task Inspect(Client client, Action<Diagnostic> check, params string[] files)
    {
        var test = Create(client, [], files);
        test.DiagnosticVerifier = (diagnostic, _) => check(diagnostic);
        return test.RunAsync();
    }

    /// <summary>Code as it stands while it is being typed, with whatever errors the compiler finds in it.</summary>
    public static Task Unfinished(Client client, params string[] files)
    {
        var test = Create(client, [], files);
        test.CompilerDiagnostics = CompilerDiagnostics.None;
        return test.RunAsync();
    }

    public static Task VerifyAsync(Client client, Library[] libraries, params string[] files) => Create(client, libraries, files).RunAsync();

    private static CSharpAnalyzerTest<ConsumerAnalyzer> Create(Client client, Library[] libraries, string[] files)
    {
        var test = new CSharpAnalyzerTest<ConsumerAnalyzer> { Client = client };
        var usings = Usings + string.Concat(libraries.Select(library => library.Usings)) + (client == Client.Absent ? "" : ClientUsings) + "\n";
        test.Sources.AddRange(files.Select(file => usings + file));
        foreach (var library in libraries)
            test.AdditionalReferences.Add(library.Reference);
        return test;
    }
}
