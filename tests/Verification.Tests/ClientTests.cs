using Leveret.Verification.Solutions;
using Leveret.Verification.Tests.Toys;
using Microsoft.CodeAnalysis;
using Xunit;
using Verify = Leveret.Verification.CSharpAnalyzerVerifier<Leveret.Verification.Tests.Toys.MultipleAckAnalyzer>;

namespace Leveret.Verification.Tests;

/// <summary>The generations of RabbitMQ.Client, and their look-alikes.</summary>
public class ClientTests
{
    private const string Version6 = """
        using System;
        using System.Linq;
        using System.Text;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;

        public class Worker
        {
            public void Start(ConnectionFactory factory)
            {
                factory.AutomaticRecoveryEnabled = true;
                var connection = factory.CreateConnection();
                var channel = connection.CreateModel();
                channel.QueueDeclare("orders", durable: true, exclusive: false, autoDelete: false);
                channel.ExchangeDeclare("shop", ExchangeType.Topic, durable: true);
                channel.QueueBind("orders", "shop", "order.#");
                channel.BasicQos(0, 10, false);
                var consumer = new EventingBasicConsumer(channel);
                consumer.Received += (_, e) =>
                {
                    Console.WriteLine(Encoding.UTF8.GetString(e.Body.ToArray()));
                    channel.BasicAck(e.DeliveryTag, [|true|]);
                };
                channel.BasicConsume("orders", autoAck: false, consumer);
                var properties = channel.CreateBasicProperties();
                properties.DeliveryMode = 2;
                channel.BasicPublish("shop", "order.new", properties, new byte[] { 1 });
                var got = channel.BasicGet("orders", autoAck: false);
                if (got != null)
                {
                    channel.BasicNack(got.DeliveryTag, multiple: false, requeue: !got.Redelivered);
                }
            }
        }
        """;

    private const string Version5 = """
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        using RabbitMQ.Client.MessagePatterns;

        public class Worker
        {
            public void Poll(IModel channel)
            {
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume("orders", false, consumer);
                BasicDeliverEventArgs delivery = consumer.Queue.Dequeue();
                byte[] body = delivery.Body;
                if (consumer.Queue.Dequeue(100, out var next))
                {
                    channel.BasicAck(next.DeliveryTag, [|true|]);
                }

                using (var subscription = new Subscription(channel, "orders", false))
                {
                    subscription.Ack(subscription.Next());
                }
            }
        }
        """;

    [Theory]
    [InlineData(Client.V5, Version5)]
    [InlineData(Client.V5, Version6)]
    [InlineData(Client.V6, Version6)]
    [InlineData(Client.V7, Snippets.Marked)]
    public Task ConsumersCompileAndAreAnalysed(Client client, string source) => Verify.VerifyAnalyzerAsync(client, source);

    [Theory]
    [InlineData(Client.V6, Version5)]
    [InlineData(Client.V7, Version6)]
    [InlineData(Client.V5, Snippets.Marked)]
    [InlineData(Client.Absent, Version6)]
    public Task ConsumersOfOtherGenerationsDoNotCompile(Client client, string source) =>
        Expect.FailureAsync(() => Verify.VerifyAnalyzerAsync(client, source), "Diagnostics of the code", "Error CS");

    [Fact]
    public Task WithoutClient() => Verify.VerifyAnalyzerAsync(Client.Absent, Snippets.Class("Worker"));

    [Theory]
    [InlineData(Client.V5, "5.0.0.0")]
    [InlineData(Client.V6, "6.0.0.0")]
    [InlineData(Client.V7, "7.0.0.0")]
    public async Task AssemblyIdentity(Client client, string version)
    {
        var compilation = await CompileAsync(new ReferenceSet(client), "");
        Assert.Contains(compilation.ReferencedAssemblyNames, n => n.Name == "RabbitMQ.Client" && n.Version.ToString() == version);
    }

    [Theory]
    [InlineData(Client.V5, Version5)]
    [InlineData(Client.V6, Version6)]
    [InlineData(Client.V7, Snippets.Marked)]
    public async Task LookAlikesCompile(Client client, string source)
    {
        var plain = source.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var compilation = await CompileAsync(new ReferenceSet(client, LookAlikeOf: client), LookAlikes.Rewrite(plain));
        Assert.DoesNotContain(compilation.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
        Assert.NotEmpty(compilation.GlobalNamespace.GetNamespaceMembers().Single(static n => n.Name == "Leporide").GetNamespaceMembers());
        Assert.NotNull(compilation.GetTypeByMetadataName(client == Client.V7 ? "RabbitMQ.Client.IChannel" : "RabbitMQ.Client.IModel"));
    }

    [Fact]
    public async Task LookAlikesAsSourceCompile()
    {
        var plain = Version5.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal);
        var compilation = await CompileAsync(new ReferenceSet(Client.Absent), [LookAlikes.Rewrite(plain), .. LookAlikes.Sources]);
        Assert.DoesNotContain(compilation.GetDiagnostics(), static d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public Task OtherGenerationsMustNotHurt() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<BrokenAnalyzers.ThrowsOnVersion6>.VerifyAnalyzerAsync(Snippets.Marked),
        "AD0001: ThrowsOnVersion6 threw");

    [Fact]
    public Task OtherGenerationsAreReportedToo() => Expect.FailureAsync(
        () => CSharpAnalyzerVerifier<BrokenAnalyzers.KnowsVersion5Only>.VerifyAnalyzerAsync(Client.V5, Version6),
        "Diagnostics of the code with RabbitMQ.Client V6: expected 1, found 0");

    private static async Task<Compilation> CompileAsync(ReferenceSet references, params string[] sources)
    {
        var solution = BaseSolutions.Get(references);
        var project = solution.ProjectIds[0];
        for (var i = 0; i < sources.Length; i++)
        {
            solution = SolutionFactory.AddDocument(solution, project, new CodeFile(CodeState.MainProject, $"/0/Test{i}.cs", sources[i]));
        }

        return (await solution.GetProject(project)!.GetCompilationAsync())!;
    }
}
