using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>Reads what SQL the code around a database call spells.</summary>
internal static class Sql
{
    private static readonly string[] Repeatable =
    {
        "ON CONFLICT", "ON DUPLICATE KEY", "INSERT IGNORE", "INSERT OR IGNORE", "INSERT OR REPLACE", "REPLACE INTO", "MERGE INTO", "MERGE ", "NOT EXISTS", "IF EXISTS",
    };

    /// <summary>The string constants that a function spells or names, joined.</summary>
    public static string TextIn(IOperation function, RabbitModel model)
    {
        var parts = new List<string>();
        foreach (var operation in function.Here())
        {
            if (operation.ConstantValue is { HasValue: true, Value: string text })
                parts.Add(text);
            else if (operation is IFieldReferenceOperation { Field.Type.SpecialType: SpecialType.System_String } field)
                parts.AddRange(model.Flow.ValuesOf(field.Field).Values.SelectMany(static v => v.SelfAndHere()).Select(static v => v.ConstantValue.Value as string ?? ""));
        }

        return string.Join(" ", parts);
    }

    /// <summary>Whether running the text twice leaves what running it once leaves, because it says so.</summary>
    public static bool IsGuarded(string text) => Repeatable.Any(word => Contains(text, word));

    public static bool Inserts(string text) => Contains(text, "INSERT INTO") || Contains(text, "INSERT ");

    /// <summary>Whether an UPDATE sets a column to something computed from itself.</summary>
    public static bool Increments(string text)
    {
        var at = text.IndexOf(" SET ", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || !Contains(text, "UPDATE "))
            return false;

        foreach (var assignment in text.Substring(at + 5).Split(','))
        {
            var equals = assignment.IndexOf('=');
            if (equals <= 0)
                continue;

            var column = assignment.Substring(0, equals).Trim();
            var value = assignment.Substring(equals + 1).TrimStart();
            if (column.Length > 0 && value.StartsWith(column, StringComparison.OrdinalIgnoreCase) && value.Substring(column.Length).TrimStart() is { Length: > 0 } rest && rest[0] is '+' or '-')
                return true;
        }

        return false;
    }

    private static bool Contains(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
