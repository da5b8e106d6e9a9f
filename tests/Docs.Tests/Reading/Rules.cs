using System.Globalization;
using Leveret.Analyzers;
using Microsoft.CodeAnalysis;

namespace Leveret.Docs.Tests.Reading;

/// <summary>The rules as the analyzer describes them.</summary>
internal static class Rules
{
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [.. new ConsumerAnalyzer().SupportedDiagnostics.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    public static TheoryData<string> Ids => [.. All.Select(rule => rule.Id)];

    public static DiagnosticDescriptor Find(string id) => All.Single(rule => rule.Id == id);

    public static string TitleOf(DiagnosticDescriptor rule) => rule.Title.ToString(CultureInfo.InvariantCulture);

    public static string Enabled(DiagnosticDescriptor rule) => rule.IsEnabledByDefault ? "Yes" : "No";
}
