using Leveret.Verification;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Analyzers.ConsumerAnalyzer>;

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

    public static Task V5(params string[] files) => VerifyAsync(Client.V5, Usings, files);

    public static Task V6(params string[] files) => VerifyAsync(Client.V6, Usings, files);

    public static Task V7(params string[] files) => VerifyAsync(Client.V7, "#nullable enable\n" + Usings, files);

    private static Task VerifyAsync(Client client, string header, string[] files) =>
        Verify.VerifyAnalyzerAsync(client, Array.ConvertAll(files, file => header + file));
}
