using System.Runtime.CompilerServices;
using Npgsql;

namespace Leveret.PostgreSql.Tests.Examples;

/// <summary>The page docs/inbox.md shows code that compiles and the table as it is.</summary>
public sealed class PageTests
{
    private static readonly string[] Page = File.ReadAllLines(PathOf("../../../docs/inbox.md"));

    public static TheoryData<int> Examples => [.. BlocksOf("cs").Select((_, index) => index)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_is_compiled_here(int index) =>
        Assert.Contains(Joined(BlocksOf("cs").ElementAt(index)), Joined(File.ReadAllLines(PathOf("Examples.cs"))), StringComparison.Ordinal);

    [Fact]
    public void The_table_is_the_one_that_is_created()
    {
        using var dataSource = NpgsqlDataSource.Create("Host=127.0.0.1");

        Assert.Equal(new PostgreSqlInbox(dataSource).CreateTableSql.Replace("\"leveret_inbox\"", "leveret_inbox", StringComparison.Ordinal), string.Join('\n', Assert.Single(BlocksOf("sql"))));
    }

    private static IEnumerable<string[]> BlocksOf(string language)
    {
        for (var line = 0; line < Page.Length; line++)
        {
            if (Page[line] == "```" + language)
                yield return [.. Page.Skip(line + 1).TakeWhile(text => text != "```")];
        }
    }

    private static string Joined(string[] lines) => string.Join('\n', lines.Select(line => line.Trim()));

    private static string PathOf(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);
}
