using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.CodeFixes.Tests.Fixing;

/// <summary>A file that belongs to two projects, as in a project with two target frameworks.</summary>
public sealed class LinkedFilesTests
{
    private const string Code = """
        #if OLD
        using Channel = Adapter;
        #else
        using Channel = RabbitMQ.Client.IModel;
        #endif

        class Worker
        {
            public void Start(RabbitMQ.Client.IConnection connection, RabbitMQ.Client.IBasicConsumer consumer)
            {
                Channel channel = Open(connection);
                channel.BasicConsume("orders", false, "", false, false, null, consumer);
            }

        #if OLD
            private static Adapter Open(object connection) => new Adapter();
        #else
            private static Channel Open(RabbitMQ.Client.IConnection connection) => connection.CreateModel();
        #endif
        }
        """;

    private const string Adapter =
        "class Adapter { public void BasicConsume(string queue, bool autoAck, string tag, bool noLocal, bool exclusive, object? arguments, object consumer) { } }";

    private const string Limit = "        channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);\n";

    [Fact]
    public async Task Both_projects_see_the_same_new_text()
    {
        var solution = await TwoProjectsAsync([]);
        var changed = await FixAllAsync(solution);
        var texts = await TextsAsync(changed);
        Assert.Equal(Code.Replace("        channel.BasicConsume", Limit + "        channel.BasicConsume", StringComparison.Ordinal), texts[0]);
        Assert.Equal(texts[0], texts[1]);
    }

    [Fact]
    public async Task Fix_that_only_one_project_can_compile_is_not_made()
    {
        var solution = await TwoProjectsAsync(["OLD"]);
        Assert.Equal([Code, Code], await TextsAsync(await FixAllAsync(solution)));
    }

    private static async Task<Solution> TwoProjectsAsync(string[] symbols)
    {
        var made = await FixAllRun.SolutionAsync(Adapter);
        var first = made.Projects.Single();
        var second = ProjectId.CreateNewId();
        return made
            .AddProject(ProjectInfo.Create(second, VersionStamp.Default, "Second", "Second", LanguageNames.CSharp, compilationOptions: first.CompilationOptions, metadataReferences: first.MetadataReferences))
            .WithProjectParseOptions(second, ((CSharpParseOptions)first.ParseOptions!).WithPreprocessorSymbols(symbols))
            .AddDocument(DocumentId.CreateNewId(second), "Adapter.cs", Adapter, filePath: first.Documents.Single().FilePath)
            .AddDocument(DocumentId.CreateNewId(first.Id), "Worker.cs", Code, filePath: "/0/Worker.cs")
            .AddDocument(DocumentId.CreateNewId(second), "Worker.cs", Code, filePath: "/0/Worker.cs");
    }

    private static Task<Solution> FixAllAsync(Solution solution) => FixAllRun.FixAsync(solution, Workers(solution).First(), FixAllRun.Key);

    private static IEnumerable<Document> Workers(Solution solution) => solution.Projects.SelectMany(static p => p.Documents).Where(static d => d.Name == "Worker.cs");

    private static async Task<string[]> TextsAsync(Solution solution) =>
        await Task.WhenAll(Workers(solution).Select(static async d => (await d.GetTextAsync()).ToString()));
}
