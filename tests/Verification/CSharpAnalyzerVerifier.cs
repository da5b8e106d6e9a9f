using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Verification;

/// <summary>Tests <typeparamref name="TAnalyzer"/> on snippets with markup.</summary>
public static class CSharpAnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
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
    public static Task VerifyAnalyzerAsync(Client client, string[] sources, params DiagnosticResult[] expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var test = new CSharpAnalyzerTest<TAnalyzer> { Client = client };
        test.Sources.AddRange(sources);
        foreach (var diagnostic in expected)
        {
            test.ExpectedDiagnostics.Add(diagnostic);
        }

        return test.RunAsync();
    }
}
