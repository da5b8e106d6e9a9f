using Leveret.Connecting;
using Leveret.Tests.Fakes;

namespace Leveret.Tests.Connecting;

public sealed class BrokerVersionTests
{
    [Theory]
    [InlineData("3.10.8", "3.10.8")]
    [InlineData("4.3.0", "4.3.0")]
    [InlineData("4.3.0-rc.1", "4.3.0")]
    [InlineData("3.13.7+2", "3.13.7")]
    [InlineData("4.1", "4.1")]
    [InlineData("4.1.", "4.1")]
    [InlineData("4", "0.0")]
    [InlineData("", "0.0")]
    [InlineData("rabbit", "0.0")]
    [InlineData("1.2.3.4.5", "0.0")]
    [InlineData("4..3", "0.0")]
    [InlineData("99999999999.1", "0.0")]
    public void It_is_read_from_what_the_broker_says(string text, string version)
    {
        Assert.Equal(Version.Parse(version), Of(new Dictionary<string, object?> { ["version"] = System.Text.Encoding.UTF8.GetBytes(text) }));
        Assert.Equal(Version.Parse(version), Of(new Dictionary<string, object?> { ["version"] = text }));
    }

    [Fact]
    public void A_broker_that_says_none_has_none()
    {
        Assert.Equal(new Version(0, 0), Of(null));
        Assert.Equal(new Version(0, 0), Of([]));
        Assert.Equal(new Version(0, 0), Of(new Dictionary<string, object?> { ["version"] = null }));
        Assert.Equal(new Version(0, 0), Of(new Dictionary<string, object?> { ["version"] = 4 }));
    }

    private static Version Of(Dictionary<string, object?>? properties) => BrokerVersion.Of(FakeConnection.Create(() => FakeChannel.Create().Channel, properties));
}
