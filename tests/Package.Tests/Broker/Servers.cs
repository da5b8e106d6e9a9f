using Leveret.Servers;

namespace Leveret.Package.Tests.Broker;

/// <summary>All that the sample worker talks to.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private Servers(RabbitMqCluster rabbit, PostgreSqlServer database, MailServer mails)
    {
        Rabbit = rabbit;
        Database = database;
        Mails = mails;
    }

    public RabbitMqCluster Rabbit { get; }

    public PostgreSqlServer Database { get; }

    public MailServer Mails { get; }

    public static async Task<Servers> StartAsync() =>
        new(await RabbitMqCluster.SharedAsync("3.10", nodes: 1), await PostgreSqlServer.StartAsync(), new MailServer());

    public async ValueTask DisposeAsync()
    {
        await Mails.DisposeAsync();
        await Database.DisposeAsync();
    }
}
