using System.Globalization;
using System.Reflection;
using Leveret.Verification.Analysis;
using Microsoft.CodeAnalysis;

namespace Leveret.Verification;

/// <summary>Diagnostics and places as text for failures.</summary>
internal static class Display
{
    private static readonly PropertyInfo? ArgumentsProperty =
        typeof(Diagnostic).GetProperty("Arguments", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

    /// <summary>A found diagnostic on one line.</summary>
    public static string Line(FoundDiagnostic found) =>
        $"{Place(found.Diagnostic.Location)}: {found.Diagnostic.Severity} {found.Id}: {found.Message}";

    /// <summary>An expectation on one line.</summary>
    public static string Line(DiagnosticResult expected) =>
        $"{(expected.HasLocation ? Place(expected.Locations[0]) : "no location")}: {expected.Id}{(expected.Message is { } m ? ": " + m : "")}";

    /// <summary>A found diagnostic as the expectation that it meets.</summary>
    public static string Code(FoundDiagnostic found)
    {
        var diagnostic = found.Diagnostic;
        var code = $"Diagnostic(\"{diagnostic.Id}\")" + CodeOf(diagnostic.Location);
        code += string.Concat(diagnostic.AdditionalLocations.Select(CodeOf));
        var arguments = Arguments(diagnostic);
        return arguments.Count == 0 ? code : $"{code}.WithArguments({string.Join(", ", arguments.Select(Quote))})";
    }

    /// <summary>A place in a source, counted from one.</summary>
    public static string Place(Location location) =>
        location == Location.None ? "no location" : Place(location.GetLineSpan(), withEnd: true);

    /// <summary>An expected place.</summary>
    public static string Place(ExpectedLocation location) =>
        Place(location.Span, !location.Options.HasFlag(DiagnosticLocationOptions.IgnoreLength));

    /// <summary>The message arguments of a diagnostic as text.</summary>
    public static IReadOnlyList<string> Arguments(Diagnostic diagnostic) =>
        ArgumentsProperty?.GetValue(diagnostic) is IReadOnlyList<object?> arguments ? [.. arguments.Select(Argument)] : [];

    /// <summary>One message argument as text.</summary>
    public static string Argument(object? argument) => Convert.ToString(argument, CultureInfo.InvariantCulture) ?? "";

    private static string Place(FileLinePositionSpan span, bool withEnd)
    {
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        var from = string.Create(CultureInfo.InvariantCulture, $"{span.Path}({start.Line + 1},{start.Character + 1})");
        return withEnd ? string.Create(CultureInfo.InvariantCulture, $"{from}-({end.Line + 1},{end.Character + 1})") : from;
    }

    private static string CodeOf(Location location)
    {
        if (location == Location.None)
        {
            return ".WithNoLocation()";
        }

        var span = location.GetLineSpan();
        var path = span.Path == DiagnosticResult.DefaultPath ? "" : Quote(span.Path) + ", ";
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        return string.Create(
            CultureInfo.InvariantCulture,
            $".WithSpan({path}{start.Line + 1}, {start.Character + 1}, {end.Line + 1}, {end.Character + 1})");
    }

    private static string Quote(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
