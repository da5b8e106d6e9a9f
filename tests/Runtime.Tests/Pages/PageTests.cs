using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Leveret.Tests.Pages;

/// <summary>The pages on the runtime show code that compiles, and name what there is.</summary>
public sealed partial class PageTests
{
    private static readonly string[] Page = File.ReadAllLines(PathOf("../../../docs/runtime.md"));
    private static readonly string[] Readme = File.ReadAllLines(PathOf("../../../README.md"));

    public static TheoryData<string> Examples => [.. Blocks(Page).Concat(Blocks(Readme))];

    public static TheoryData<string> Options =>
    [
        .. Names(typeof(ConsumerOptions), ""),
        .. Names(typeof(RetryOptions), "Retry."),
        .. Names(typeof(DeadLetterOptions), "DeadLetter."),
    ];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_compiled_here(string example) =>
        Assert.Contains(example, Trimmed(File.ReadAllLines(PathOf("Examples.cs"))), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_option_is_on_the_page(string option) =>
        Assert.Contains(Page, line => line.StartsWith("| `", StringComparison.Ordinal) && line.Split('|')[1].Contains($"`{option}`", StringComparison.Ordinal));

    [Fact]
    public void Every_log_event_is_on_the_page()
    {
        var known = typeof(Outcome).Assembly.GetType("Leveret.Observing.Log")!
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(static method => method.GetCustomAttribute<LoggerMessageAttribute>()!.EventId)
            .Order();
        var said = Number().Matches(Page.Single(static line => line.StartsWith("Log events have fixed numbers", StringComparison.Ordinal)))
            .Select(static match => int.Parse(match.Value, CultureInfo.InvariantCulture))
            .Order();

        Assert.Equal(known, said);
    }

    private static IEnumerable<string> Names(Type type, string prefix) =>
        type.GetProperties().Where(static property => property.Name is not ("Queue" or "Retry" or "DeadLetter") || property.DeclaringType == typeof(DeadLetterOptions)).Select(property => prefix + property.Name);

    private static IEnumerable<string> Blocks(string[] lines)
    {
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line] == "```cs")
                yield return Trimmed([.. lines.Skip(line + 1).TakeWhile(static text => text != "```")]);
        }
    }

    private static string Trimmed(string[] lines) => string.Join('\n', lines.Select(static line => line.Trim()));

    private static string PathOf(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);

    [GeneratedRegex(@"\b\d+\b")]
    private static partial Regex Number();
}
