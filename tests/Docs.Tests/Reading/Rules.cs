using System.Globalization;
using Leveret.Analyzers;
using Leveret.CodeFixes.InPlace;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Docs.Tests.Reading;

/// <summary>The rules as the analyzer describes them.</summary>
internal static class Rules
{
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
        [.. new ConsumerAnalyzer().SupportedDiagnostics.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    private static readonly Lazy<Dictionary<string, Type>> Fixes = new(() =>
        typeof(MissingPrefetchFix).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(CodeFixProvider)))
            .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds, (type, id) => (type, id))
            .ToDictionary(fix => fix.id, fix => fix.type));

    public static TheoryData<string> Ids => [.. All.Select(rule => rule.Id)];

    public static DiagnosticDescriptor Find(string id) => All.Single(rule => rule.Id == id);

    public static string TitleOf(DiagnosticDescriptor rule) => rule.Title.ToString(CultureInfo.InvariantCulture);

    /// <summary>The fixes of a rule, or null.</summary>
    public static Type? FixOf(string id) => Fixes.Value.GetValueOrDefault(id);

    public static string Enabled(DiagnosticDescriptor rule) => rule.IsEnabledByDefault ? "Yes" : "No";
}
