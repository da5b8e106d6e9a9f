using System.Collections.Immutable;
using Leveret.Verification.Markup;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification.Solutions;

/// <summary>Turns sources with markup into plain sources and expectations.</summary>
internal sealed class MarkedFiles
{
    private readonly ImmutableArray<CodeFile>.Builder _files = ImmutableArray.CreateBuilder<CodeFile>();
    private readonly ImmutableArray<DiagnosticResult>.Builder _expected = ImmutableArray.CreateBuilder<DiagnosticResult>();
    private readonly Dictionary<int, FileLinePositionSpan> _numbered = [];
    private readonly DefaultDescriptor _default;

    private MarkedFiles(TestSettings settings) => _default = new DefaultDescriptor(settings);

    /// <summary>The sources without markup.</summary>
    public ImmutableArray<CodeFile> Files => _files.ToImmutable();

    /// <summary>Parses <paramref name="sources"/> as the main project, and the further projects of <paramref name="settings"/>.</summary>
    public static MarkedFiles Parse(TestSettings settings, IEnumerable<(string Path, string Text)> sources)
    {
        var marked = new MarkedFiles(settings);
        foreach (var (path, text) in sources)
        {
            marked.Add(CodeState.MainProject, path, text, settings.MarkupHandling);
        }

        foreach (var project in settings.AdditionalProjects)
        {
            foreach (var (path, text) in project.Sources)
            {
                marked.Add(project.Name, path, text, settings.MarkupHandling);
            }
        }

        return marked;
    }

    /// <summary>All expectations: those of the markup and <paramref name="explicitly"/> given ones, whose numbers are looked up.</summary>
    public ImmutableArray<DiagnosticResult> Resolve(IEnumerable<DiagnosticResult> explicitly) =>
        [.. _expected, .. explicitly.Select(Resolve)];

    private DiagnosticResult Resolve(DiagnosticResult expected) => expected.WithLocations(expected.Locations.Select(Resolve));

    private ExpectedLocation Resolve(ExpectedLocation location)
    {
        if (location.MarkupKey is not { } key)
        {
            return location;
        }

        return _numbered.TryGetValue(key, out var span)
            ? location with { Span = span, MarkupKey = null }
            : throw new VerificationException($"Markup: an expectation refers to location {key}, but no source contains '{{|#{key}:…|}}'.");
    }

    private void Add(string project, string path, string source, MarkupHandling handling)
    {
        var marked = handling == MarkupHandling.None ? new MarkupText(source, []) : MarkupParser.Parse(source);
        _files.Add(new CodeFile(project, path, marked.Text));
        var lines = SourceText.From(marked.Text).Lines;
        foreach (var span in marked.Spans)
        {
            var place = lines.GetLinePositionSpan(span.Span);
            if (span.Number is { } number)
            {
                if (!_numbered.TryAdd(number, new FileLinePositionSpan(path, place)))
                {
                    throw new VerificationException($"Markup: location {number} is defined twice.");
                }
            }
            else
            {
                _expected.Add(Expect(span, path, place));
            }
        }
    }

    private DiagnosticResult Expect(MarkupSpan span, string path, LinePositionSpan place)
    {
        var id = span.Id ?? _default.Id();
        var options = span.IsPosition ? DiagnosticLocationOptions.IgnoreLength : DiagnosticLocationOptions.None;
        return new DiagnosticResult(id, DiagnosticSeverity.Warning)
            .WithOptions(DiagnosticOptions.IgnoreSeverity | DiagnosticOptions.IgnoreAdditionalLocations)
            .WithLocations([ExpectedLocation.At(path, place, options)]);
    }
}
