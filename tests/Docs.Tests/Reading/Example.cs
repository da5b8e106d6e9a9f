using System.Text.RegularExpressions;
using Leveret.Verification;

namespace Leveret.Docs.Tests.Reading;

/// <summary>
/// An example in C#. The heading above it names the client; <c>// RMQ1001</c> at the end of a line says what is reported
/// there; a block of .editorconfig below the same heading applies to it.
/// </summary>
internal sealed partial class Example(CodeBlock block)
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Data.Common;
        using System.IO;
        using System.Linq;
        using System.Net.Http;
        using System.Text;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        """;

    public static IReadOnlyDictionary<string, Example> All { get; } = Repository.Pages.Values
        .SelectMany(page => page.Blocks)
        .Where(block => block.Language == "csharp")
        .ToDictionary(block => block.ToString(), block => new Example(block));

    public bool IsWrong => block.Section == "Wrong code";

    /// <summary>The rule whose page it stands on; empty on other pages.</summary>
    public string Rule => RuleId().Match(Path.GetFileName(block.Page.Path)).Value;

    /// <summary>What the comments say is reported.</summary>
    public IReadOnlyList<string> Reported => [.. block.Lines.Select(line => Mark().Match(line)).Where(mark => mark.Success).Select(mark => mark.Groups[1].Value)];

    public Client Client => ClientVersion().Match(block.Subsection) is { Success: true } version
        ? Enum.Parse<Client>("V" + version.Groups[1].Value)
        : throw new InvalidOperationException($"{block}: no heading above the example names the version of RabbitMQ.Client.");

    /// <summary>The .editorconfig that applies.</summary>
    public string? Configuration => block.Page.Blocks
        .LastOrDefault(other => other.Language == "ini" && other.Line < block.Line && (other.Section, other.Subsection) == (block.Section, block.Subsection))?.Text;

    /// <summary>The code with the usual namespaces, and with markup where it says that a rule reports.</summary>
    public string Marked => Usings + string.Join('\n', block.Lines.Select(WithMarkup)) + "\n";

    /// <summary>The code with the usual namespaces.</summary>
    public string Plain => Usings + block.Text;

    public bool Stands(Page page, string subsection) => block.Page == page && block.Subsection == subsection;

    private string WithMarkup(string line)
    {
        var mark = Mark().Match(line);
        if (!mark.Success)
            return line;

        var id = mark.Groups[1].Value;
        var place = (id == "RMQ1002" ? Count() : Member()).Match(line);
        return place.Success
            ? line[..place.Index] + $"{{|{id}:{place.Value}|}}" + line[(place.Index + place.Length)..]
            : throw new InvalidOperationException($"{block}: {id} cannot be reported on the line '{line.Trim()}'.");
    }

    [GeneratedRegex(@"// (RMQ\d{4})$")]
    private static partial Regex Mark();

    /// <summary>RMQ1002 marks the count, the other rules the name of the method.</summary>
    [GeneratedRegex(@"(?<=prefetchCount: )\w+")]
    private static partial Regex Count();

    [GeneratedRegex(@"(?<=\.)Basic(Consume|Get|Nack|Qos|Reject)(Async)?\b|(?<=\.)(MessageCount|QueueDeclarePassive)(Async)?\b")]
    private static partial Regex Member();

    [GeneratedRegex(@"RabbitMQ\.Client ([567])\b")]
    private static partial Regex ClientVersion();

    [GeneratedRegex(@"^RMQ\d{4}")]
    private static partial Regex RuleId();
}
