using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace Leveret.Corpus;

/// <summary>A SARIF 2.1 log whose paths are relative to the folder that was analysed.</summary>
internal sealed class SarifLog(string root)
{
    private readonly List<Diagnostic> _reports = [];

    public int Count => _reports.Count;

    public void Add(IEnumerable<Diagnostic> reports) => _reports.AddRange(reports);

    public void Write(string path)
    {
        var results = new JsonArray([.. _reports.OrderBy(r => r.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(r => r.Location.SourceSpan.Start).Select(Result)]);
        var rules = new JsonArray([.. _reports.Select(r => r.Descriptor).DistinctBy(d => d.Id).OrderBy(d => d.Id, StringComparer.Ordinal).Select(d => new JsonObject { ["id"] = d.Id, ["helpUri"] = d.HelpLinkUri })]);
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = new JsonObject { ["name"] = "Leveret.Analyzers", ["rules"] = rules } },
                ["results"] = results,
            }),
        };
        File.WriteAllText(path, log.ToJsonString(new() { WriteIndented = true }));
    }

    private JsonObject Result(Diagnostic report) => new()
    {
        ["ruleId"] = report.Id,
        ["level"] = report.Severity == DiagnosticSeverity.Error ? "error" : "warning",
        ["message"] = new JsonObject { ["text"] = report.GetMessage(CultureInfo.InvariantCulture) },
        ["locations"] = new JsonArray(Place(report.Location)),
        ["relatedLocations"] = new JsonArray([.. report.AdditionalLocations.Select(Place)]),
    };

    private JsonObject Place(Location location)
    {
        var span = location.GetLineSpan();
        var path = span.Path is null ? "" : Path.GetRelativePath(root, span.Path).Replace('\\', '/');
        return new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = string.Join('/', path.Split('/').Select(Uri.EscapeDataString)) },
                ["region"] = new JsonObject
                {
                    ["startLine"] = span.StartLinePosition.Line + 1,
                    ["startColumn"] = span.StartLinePosition.Character + 1,
                    ["endLine"] = span.EndLinePosition.Line + 1,
                    ["endColumn"] = span.EndLinePosition.Character + 1,
                },
            },
        };
    }
}
