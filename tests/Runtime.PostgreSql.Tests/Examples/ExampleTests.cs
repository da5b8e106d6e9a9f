using Leveret.PostgreSql.Tests.Running;

namespace Leveret.PostgreSql.Tests.Examples;

/// <summary>What docs/inbox.md says about tests is true of the inboxes here.</summary>
[Collection(SharedServer.Name)]
[Trait("Category", "Broker")]
public sealed class ExampleTests(ServerFixture server)
{
    [Fact]
    public async Task The_test_on_the_page_passes()
    {
        var inbox = new PostgreSqlInbox(server.DataSource, new PostgreSqlInboxOptions { Table = "inbox_of_the_page" });
        await inbox.CreateTableAsync();

        await Examples.OneOfAHundredAsync(inbox);
        await Examples.OneOfAHundredAsync(new MemoryInbox());
    }
}
