namespace Leveret.Tests.Inboxes;

public sealed class InboxClaimTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_claim_that_is_renewed_all_the_time_is_refused(int milliseconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => InboxClaim.Claimed(new InboxKey("orders", "1"), Guid.NewGuid(), TimeSpan.FromMilliseconds(milliseconds)));
}
