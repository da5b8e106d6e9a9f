using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification;

/// <summary>Tests <typeparamref name="TCodeFix"/> for <typeparamref name="TAnalyzer"/> on snippets with markup.</summary>
public static class CSharpCodeFixVerifier<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    /// <summary>Expects a diagnostic of the analyzer's only descriptor.</summary>
    public static DiagnosticResult Diagnostic() => Descriptors<TAnalyzer>.Only();

    /// <summary>Expects a diagnostic of the analyzer's descriptor <paramref name="id"/>.</summary>
    public static DiagnosticResult Diagnostic(string id) => Descriptors<TAnalyzer>.Find(id);

    /// <summary>Expects a diagnostic of <paramref name="descriptor"/>.</summary>
    public static DiagnosticResult Diagnostic(DiagnosticDescriptor descriptor) => new(descriptor);

    /// <summary>Verifies the diagnostics of <paramref name="source"/>, which uses RabbitMQ.Client 7.</summary>
    public static Task VerifyAnalyzerAsync(string source, params DiagnosticResult[] expected) =>
        VerifyAnalyzerAsync(Client.V7, [source], expected);

    /// <summary>Verifies the diagnostics of several files, which use RabbitMQ.Client 7.</summary>
    public static Task VerifyAnalyzerAsync(string[] sources, params DiagnosticResult[] expected) =>
        VerifyAnalyzerAsync(Client.V7, sources, expected);

    /// <summary>Verifies the diagnostics of <paramref name="source"/>, which uses <paramref name="client"/>.</summary>
    public static Task VerifyAnalyzerAsync(Client client, string source, params DiagnosticResult[] expected) =>
        VerifyAnalyzerAsync(client, [source], expected);

    /// <summary>Verifies the diagnostics of several files, which use <paramref name="client"/>.</summary>
    public static Task VerifyAnalyzerAsync(Client client, string[] sources, params DiagnosticResult[] expected) =>
        RunAsync(client, sources, expected, [], actionIndex: null);

    /// <summary>Verifies that all diagnostics, given by markup, are fixed; equal texts verify that no fix is offered.</summary>
    public static Task VerifyCodeFixAsync(string before, string after) =>
        RunAsync(Client.V7, [before], [], [after], actionIndex: null);

    /// <summary>Verifies the action with the given index, where several are offered.</summary>
    public static Task VerifyCodeFixAsync(string before, string after, int actionIndex) =>
        RunAsync(Client.V7, [before], [], [after], actionIndex);

    /// <summary>Verifies one diagnostic and its fix.</summary>
    public static Task VerifyCodeFixAsync(string before, DiagnosticResult expected, string after) =>
        RunAsync(Client.V7, [before], [expected], [after], actionIndex: null);

    /// <summary>Verifies diagnostics and their fixes.</summary>
    public static Task VerifyCodeFixAsync(string before, DiagnosticResult[] expected, string after) =>
        RunAsync(Client.V7, [before], expected, [after], actionIndex: null);

    /// <summary>Verifies that all diagnostics, given by markup, are fixed, in code that uses <paramref name="client"/>.</summary>
    public static Task VerifyCodeFixAsync(Client client, string before, string after) =>
        RunAsync(client, [before], [], [after], actionIndex: null);

    /// <summary>Verifies the action with the given index, in code that uses <paramref name="client"/>.</summary>
    public static Task VerifyCodeFixAsync(Client client, string before, string after, int actionIndex) =>
        RunAsync(client, [before], [], [after], actionIndex);

    /// <summary>Verifies one diagnostic and its fix, in code that uses <paramref name="client"/>.</summary>
    public static Task VerifyCodeFixAsync(Client client, string before, DiagnosticResult expected, string after) =>
        RunAsync(client, [before], [expected], [after], actionIndex: null);

    /// <summary>Verifies diagnostics and their fixes, in code that uses <paramref name="client"/>.</summary>
    public static Task VerifyCodeFixAsync(Client client, string before, DiagnosticResult[] expected, string after) =>
        RunAsync(client, [before], expected, [after], actionIndex: null);

    private static Task RunAsync(Client client, string[] before, DiagnosticResult[] expected, string[] after, int? actionIndex)
    {
        var test = new CSharpCodeFixTest<TAnalyzer, TCodeFix> { Client = client, CodeActionIndex = actionIndex };
        test.Sources.AddRange(before);
        test.FixedSources.AddRange(after);
        foreach (var diagnostic in expected)
        {
            test.ExpectedDiagnostics.Add(diagnostic);
        }

        return test.RunAsync();
    }
}
