namespace Leveret.Package.Tests.Broker;

/// <summary>All that the sample worker talks to.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private Servers(RabbitMqNode rabbit, PostgreSqlServer database, MailServer mails)
    {
        Rabbit = rabbit;
        Database = database;
        Mails = mails;
    }

    public RabbitMqNode Rabbit { get; }

    public PostgreSqlServer Database { get; }

    public MailServer Mails { get; }

    public static async Task<Servers> StartAsync()
    {
        var rabbit = await RabbitMqNode.StartAsync();
        try
        {
            return new Servers(rabbit, await PostgreSqlServer.StartAsync(), new MailServer());
        }
        catch
        {
            await rabbit.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Mails.DisposeAsync();
        await Database.DisposeAsync();
        await Rabbit.DisposeAsync();
    }
}
