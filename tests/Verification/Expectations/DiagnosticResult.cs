using System.Collections.Immutable;
using System.Globalization;
using Leveret.Verification.Analysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification;

/// <summary>A diagnostic that a test expects. Immutable: each <c>With</c> method returns a copy.</summary>
public sealed record DiagnosticResult
{
    /// <summary>The path of the first source, which locations without a path refer to.</summary>
    public const string DefaultPath = "/0/Test0.cs";

    private LocalizableString? _format;
    private string? _message;

    /// <summary>Expects a diagnostic <paramref name="id"/> of severity <paramref name="severity"/>, with any message.</summary>
    public DiagnosticResult(string id, DiagnosticSeverity severity)
    {
        Id = id;
        Severity = severity;
    }

    /// <summary>Expects a diagnostic of <paramref name="descriptor"/>: its default severity and its message.</summary>
    public DiagnosticResult(DiagnosticDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        Id = descriptor.Id;
        Severity = descriptor.DefaultSeverity;
        _format = descriptor.MessageFormat;
    }

    /// <summary>The id.</summary>
    public string Id { get; }

    /// <summary>The severity.</summary>
    public DiagnosticSeverity Severity { get; private init; }

    /// <summary>What is left unchecked.</summary>
    public DiagnosticOptions Options { get; private init; }

    /// <summary>The message arguments, or none.</summary>
    public ImmutableArray<object> MessageArguments { get; private init; } = [];

    /// <summary>Whether a <c>DiagnosticSuppressor</c> suppresses it.</summary>
    public bool IsSuppressed { get; private init; }

    /// <summary>The exact message; <see langword="null"/> where any will do.</summary>
    public string? Message => _message ?? (_format is null ? null : Format(_format.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether it has no place in the source; otherwise the first location is its own and the others are additional.</summary>
    internal bool HasLocation => !Locations.IsEmpty;

    internal ImmutableArray<ExpectedLocation> Locations { get; private init; } = [];

    private string Path { get; init; } = DefaultPath;

    /// <summary>Expects a compiler error.</summary>
    public static DiagnosticResult CompilerError(string id) => new(id, DiagnosticSeverity.Error);

    /// <summary>Expects a compiler warning.</summary>
    public static DiagnosticResult CompilerWarning(string id) => new(id, DiagnosticSeverity.Warning);

    /// <summary>Sets the severity.</summary>
    public DiagnosticResult WithSeverity(DiagnosticSeverity severity) => this with { Severity = severity };

    /// <summary>Sets what is left unchecked.</summary>
    public DiagnosticResult WithOptions(DiagnosticOptions options) => this with { Options = options };

    /// <summary>Sets the arguments of the message format.</summary>
    public DiagnosticResult WithArguments(params object[] arguments) => this with { MessageArguments = [.. arguments] };

    /// <summary>Sets the exact message; <see langword="null"/> accepts any.</summary>
    public DiagnosticResult WithMessage(string? message) => this with { _message = message, _format = null };

    /// <summary>Sets the message format, which the arguments complete.</summary>
    public DiagnosticResult WithMessageFormat(LocalizableString format) => this with { _message = null, _format = format };

    /// <summary>Sets whether a <c>DiagnosticSuppressor</c> suppresses it.</summary>
    public DiagnosticResult WithIsSuppressed(bool suppressed) => this with { IsSuppressed = suppressed };

    /// <summary>Sets the file that later locations without a path refer to.</summary>
    public DiagnosticResult WithDefaultPath(string path) => this with { Path = path };

    /// <summary>Adds the place of markup span <paramref name="markupKey"/>: its own if none was added yet, else an additional one.</summary>
    public DiagnosticResult WithLocation(int markupKey) => WithLocation(markupKey, DiagnosticLocationOptions.None);

    /// <summary>Adds the place of markup span <paramref name="markupKey"/>.</summary>
    public DiagnosticResult WithLocation(int markupKey, DiagnosticLocationOptions options) =>
        Add(ExpectedLocation.FromMarkup(markupKey, options));

    /// <summary>Adds a place by its start, counted from one.</summary>
    public DiagnosticResult WithLocation(int line, int column) => WithLocation(Path, line, column);

    /// <summary>Adds a place by its file and its start, counted from one.</summary>
    public DiagnosticResult WithLocation(string path, int line, int column) =>
        Add(ExpectedLocation.At(path, Lines(line, column, line, column), DiagnosticLocationOptions.IgnoreLength));

    /// <summary>Adds a place by start and end, counted from one.</summary>
    public DiagnosticResult WithSpan(int startLine, int startColumn, int endLine, int endColumn) =>
        WithSpan(Path, startLine, startColumn, endLine, endColumn);

    /// <summary>Adds a place by file, start and end, counted from one.</summary>
    public DiagnosticResult WithSpan(string path, int startLine, int startColumn, int endLine, int endColumn) =>
        Add(ExpectedLocation.At(path, Lines(startLine, startColumn, endLine, endColumn), DiagnosticLocationOptions.None));

    /// <summary>Adds an additional location: the place of markup span <paramref name="markupKey"/>.</summary>
    public DiagnosticResult WithAdditionalLocation(int markupKey) =>
        HasLocation
            ? WithLocation(markupKey)
            : throw new InvalidOperationException("Set the location of the diagnostic itself before its additional locations.");

    /// <summary>Removes all places: the diagnostic belongs to no file.</summary>
    public DiagnosticResult WithNoLocation() => this with { Locations = [] };

    /// <summary>Expects just what was found.</summary>
    internal static DiagnosticResult Like(FoundDiagnostic found) =>
        new DiagnosticResult(found.Id, found.Diagnostic.Severity)
            .WithMessage(found.Message)
            .WithIsSuppressed(found.Diagnostic.IsSuppressed)
            .WithLocations(LocationsOf(found.Diagnostic));

    internal DiagnosticResult WithLocations(IEnumerable<ExpectedLocation> locations) => this with { Locations = [.. locations] };

    private static IEnumerable<ExpectedLocation> LocationsOf(Diagnostic diagnostic)
    {
        if (diagnostic.Location == Location.None)
        {
            return [];
        }

        var unnecessary = UnnecessaryCode.Indices(diagnostic);
        return diagnostic.AdditionalLocations
            .Select((l, i) => new ExpectedLocation(
                l.GetLineSpan(),
                unnecessary.Contains(i) ? DiagnosticLocationOptions.UnnecessaryCode : DiagnosticLocationOptions.None))
            .Prepend(new ExpectedLocation(diagnostic.Location.GetLineSpan(), DiagnosticLocationOptions.None));
    }

    private static LinePositionSpan Lines(int startLine, int startColumn, int endLine, int endColumn) =>
        new(new LinePosition(startLine - 1, startColumn - 1), new LinePosition(endLine - 1, endColumn - 1));

    private DiagnosticResult Add(ExpectedLocation location) => this with { Locations = Locations.Add(location) };

    private string Format(string format)
    {
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format, [.. MessageArguments]);
        }
        catch (FormatException)
        {
            return format;
        }
    }
}
