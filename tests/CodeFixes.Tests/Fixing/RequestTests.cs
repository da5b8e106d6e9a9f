using Leveret.CodeFixes.InPlace;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.CodeFixes.Tests.Fixing;

/// <summary>How fixes answer to requests that only some hosts make.</summary>
public sealed class RequestTests
{
    private const string Code = """
        using RabbitMQ.Client;

        class Worker
        {
            public void Start(IConnection connection, IBasicConsumer consumer)
            {
                var orders = connection.CreateModel();
                orders.BasicQos(0, {|RMQ1002:0|}, false);
                orders.BasicConsume("orders", false, consumer);
                var letters = connection.CreateModel();
                letters.{|RMQ1001:BasicConsume|}("letters", false, consumer);
            }
        }
        """;

    [Fact]
    public async Task Without_a_key_each_report_gets_its_first_fix()
    {
        var solution = await FixAllRun.SolutionAsync(Code);
        var before = await TextAsync(solution);

        var after = await TextAsync(await FixAllRun.FixAsync(solution, solution.Projects.Single().Documents.Single(), key: null));

        Assert.Equal(before.Replace("        letters.", "        letters.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);\n        letters.", StringComparison.Ordinal), after);
    }

    [Fact]
    public async Task Report_of_another_rule_gets_no_fix()
    {
        var solution = await FixAllRun.SolutionAsync(Code);
        var reports = await FixAllRun.ReportsAsync(solution.Projects.Single());
        var foreign = Diagnostic.Create(reports.Single(static r => r.Id == "RMQ1002").Descriptor, reports.Single(static r => r.Id == "RMQ1001").Location);
        var offered = new List<CodeAction>();

        await new MissingPrefetchFix().RegisterCodeFixesAsync(new CodeFixContext(
            solution.Projects.Single().Documents.Single(), foreign, (action, _) => offered.Add(action), CancellationToken.None));

        Assert.Empty(offered);
    }

    private static async Task<string> TextAsync(Solution solution) => (await solution.Projects.Single().Documents.Single().GetTextAsync()).ToString();
}
