using Leveret.CodeFixes.InPlace;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.CodeFixes.Tests.Fixing;

/// <summary>Files that do not parse are left alone: what their braces hold is not certain.</summary>
public sealed class BrokenFilesTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("orders.QueueDelete(;", 0)]
    [InlineData("if (connection.IsOpen) {", 0)]
    [InlineData("var queue = ;", 0)]
    public async Task Fix_is_offered_only_where_the_file_parses(string statement, int actions)
    {
        var solution = await FixAllRun.SolutionAsync("""
            using RabbitMQ.Client;

            class Worker
            {
                public void Start(IConnection connection, IBasicConsumer consumer)
                {
                    var orders = connection.CreateModel();
                    orders.BasicQos(0, {|RMQ1002:0|}, false);
                    /* here */
                    orders.BasicConsume("orders", false, consumer);
                }
            }
            """);
        var document = solution.Projects.Single().Documents.Single();
        document = document.WithText(SourceText.From((await document.GetTextAsync()).ToString().Replace("/* here */", statement, StringComparison.Ordinal)));
        var report = (await FixAllRun.ReportsAsync(document.Project)).Single(static r => r.Id == "RMQ1002");
        var offered = new List<CodeAction>();

        await new UnlimitedPrefetchFix().RegisterCodeFixesAsync(new CodeFixContext(
            document, report, (action, _) => offered.Add(action), CancellationToken.None));

        Assert.Equal(actions, Math.Min(offered.Count, 1));
    }
}
