using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Leveret.Package.Tests.Reading;

/// <summary>The rules of the analyzers in an assembly file.</summary>
internal static class ShippedRules
{
    public static IReadOnlyList<DiagnosticDescriptor> Read(string file) =>
    [
        .. Assembly.LoadFrom(file).GetTypes()
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(descriptor => descriptor.Id)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal),
    ];
}
