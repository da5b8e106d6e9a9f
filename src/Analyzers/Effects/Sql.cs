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
    public static string TextIn(IOperation function, RabbitModel model) => model.TextOf(function, () => Read(function, model));

    private static string Read(IOperation function, RabbitModel model)
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

    /// <summary>The SQL of a call: its own text arguments, the text of its command object, or failing both what its function spells.</summary>
    public static string TextOf(Call call, RabbitModel model)
    {
        var own = Strings(call.Arguments, model);
        if (own.Trim().Length == 0 && call.Receiver is { } command)
        {
            var trace = model.Flow.Trace(command);
            var parts = trace.Origins.Select(o => Strings(o is IObjectCreationOperation made ? made.Arguments.Select(static a => a.Value) : Enumerable.Empty<IOperation>(), model)).ToList();
            foreach (var operation in call.Operation.Function().Here().OfType<ISimpleAssignmentOperation>())
            {
                if (operation.Target is IPropertyReferenceOperation { Property.Name: "CommandText", Instance: { } target } && target.Slot() is { } slot && trace.Near.Contains(slot))
                    parts.Add(Strings(new[] { operation.Value }, model));
            }

            foreach (var made in trace.Origins.OfType<IObjectCreationOperation>())
            {
                parts.Add(Strings(made.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().Select(static a => a.Value) ?? Enumerable.Empty<IOperation>(), model));
            }

            own = string.Join(" ", parts);
        }

        return own.Trim().Length == 0 ? TextIn(call.Operation.Function(), model) : own;
    }

    /// <summary>The constant text in values, also where it is joined with what is not constant.</summary>
    private static string Strings(IEnumerable<IOperation> values, RabbitModel model) =>
        string.Join(" ", values
            .Where(static v => v.Unwrapped().Type is { SpecialType: SpecialType.System_String } or { Name: "FormattableString" } || v.Unwrapped() is IInterpolatedStringOperation || v.Type?.SpecialType == SpecialType.System_String)
            .SelectMany(v => model.Flow.Trace(v).Origins.SelectMany(static o => o.SelfAndHere()))
            .Select(static o => o.ConstantValue is { HasValue: true, Value: string text } ? text : ""));

    /// <summary>Whether running the text twice leaves what running it once leaves, because it says so.</summary>
    public static bool IsGuarded(string text) => Repeatable.Any(word => Contains(text, word));

    public static bool Inserts(string text) => Contains(text, "INSERT INTO") || Contains(text, "INSERT ");

    /// <summary>
    /// Whether an UPDATE sets a column to something computed from itself. A column that the condition compares too is a
    /// version, and the second run finds another one.
    /// </summary>
    public static bool Increments(string text)
    {
        var at = text.IndexOf(" SET ", StringComparison.OrdinalIgnoreCase);
        if (at < 0 || !Contains(text, "UPDATE "))
            return false;

        var where = text.IndexOf(" WHERE ", at, StringComparison.OrdinalIgnoreCase);
        var conditions = where < 0 ? "" : text.Substring(where);
        foreach (var assignment in text.Substring(at + 5, (where < 0 ? text.Length : where) - at - 5).Split(','))
        {
            var equals = assignment.IndexOf('=');
            if (equals <= 0)
                continue;

            var column = assignment.Substring(0, equals).Trim();
            var value = assignment.Substring(equals + 1).TrimStart();
            if (column.Length > 0 && value.StartsWith(column, StringComparison.OrdinalIgnoreCase) && value.Substring(column.Length).TrimStart() is { Length: > 0 } rest && rest[0] is '+' or '-'
                && conditions.Replace(" ", "").IndexOf(column + "=", StringComparison.OrdinalIgnoreCase) < 0)
                return true;
        }

        return false;
    }

    private static bool Contains(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
