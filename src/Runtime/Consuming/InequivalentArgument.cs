using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Leveret.Consuming;

/// <summary>What a broker says when a queue is declared with an argument that it does not have, or has another value for.</summary>
/// <param name="Name">The argument, or "durable", "exclusive", "auto_delete".</param>
/// <param name="Current">The queue's own value; null where it has none.</param>
/// <param name="Type">The type of that value, where the queue has it and the declaration had not.</param>
internal sealed partial record InequivalentArgument(string Name, string? Current, string? Type)
{
    /// <summary>The value to declare the queue with so that this argument is no longer in the way; null where it cannot be told.</summary>
    public object? Value => Type switch
    {
        "longstr" => Current,
        "bool" => bool.TryParse(Current, out var truth) ? truth : null,
        "long" or "signedint" or "unsignedint" or "short" or "unsignedshort" or "byte" or "unsignedbyte" =>
            long.TryParse(Current, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ => null,
    };

    /// <summary>Reads the text of a 406 (rabbit_misc.erl, assert_args_equivalence; the same words from 3.10 to 4.3).</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out InequivalentArgument? argument)
    {
        var match = Pattern().Match(text);
        argument = match.Success
            ? new InequivalentArgument(
                match.Groups["name"].Value,
                match.Groups["current"] is { Success: true } current ? current.Value : null,
                match.Groups["type"] is { Success: true } type ? type.Value : null)
            : null;
        return match.Success;
    }

    [GeneratedRegex(@"inequivalent arg '(?<name>[^']+)' for queue .* but current is (none|(the value )?'(?<current>.*?)'( of type '(?<type>\w+)')?)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Pattern();
}
