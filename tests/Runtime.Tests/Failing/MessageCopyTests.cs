using Leveret.Failing;
using Leveret.Tests.Fakes;
using RabbitMQ.Client;

namespace Leveret.Tests.Failing;

public sealed class MessageCopyTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_767_268_800_000);

    [Theory]
    [InlineData("CC")]
    [InlineData("BCC")]
    [InlineData("x-death")]
    [InlineData("x-first-death-exchange")]
    [InlineData("x-first-death-queue")]
    [InlineData("x-first-death-reason")]
    [InlineData("x-last-death-exchange")]
    [InlineData("x-last-death-queue")]
    [InlineData("x-last-death-reason")]
    [InlineData("x-delivery-count")]
    [InlineData("x-acquired-count")]
    [InlineData("x-opt-deaths")]
    [InlineData("x-delay")]
    [InlineData("x-dotnet-pub-seq-no")]
    [InlineData(DeliveryHeaders.Queue)]
    [InlineData(DeliveryHeaders.Reason)]
    [InlineData(DeliveryHeaders.ExceptionType)]
    [InlineData(DeliveryHeaders.ExceptionMessage)]
    [InlineData(DeliveryHeaders.Exception)]
    [InlineData(DeliveryHeaders.DeadLettered)]
    public void What_belongs_to_the_original_is_dropped(string header)
    {
        var copy = MessageCopy.Of(new BasicProperties { Headers = new Dictionary<string, object?> { [header] = 1, ["own"] = 2 } }, "shop", "new");

        Assert.False(copy.Headers!.ContainsKey(header));
        Assert.Equal(2, copy.Headers["own"]);
    }

    [Theory]
    [InlineData("own")]
    [InlineData("cc")]
    [InlineData("traceparent")]
    [InlineData(DeliveryHeaders.Attempts)]
    [InlineData(DeliveryHeaders.NotBefore)]
    [InlineData(DeliveryHeaders.FirstFailed)]
    [InlineData(DeliveryHeaders.UserId)]
    public void What_belongs_to_the_message_is_kept(string header)
    {
        var value = new object();
        var copy = MessageCopy.Of(new BasicProperties { Headers = new Dictionary<string, object?> { [header] = value } }, "shop", "new");

        Assert.Same(value, copy.Headers![header]);
    }

    [Fact]
    public void Properties_are_kept_but_for_those_that_would_lose_the_copy()
    {
        var original = new BasicProperties
        {
            AppId = "app",
            ClusterId = "cluster",
            ContentEncoding = "gzip",
            ContentType = "text/plain",
            CorrelationId = "c",
            DeliveryMode = DeliveryModes.Transient,
            Expiration = "5000",
            MessageId = "m",
            Priority = 3,
            ReplyTo = "r",
            Timestamp = new AmqpTimestamp(5),
            Type = "t",
            UserId = "guest",
        };
        var copy = MessageCopy.Of(original, "shop", "new");

        Assert.Equal(
            ("app", "cluster", "gzip", "text/plain", "c", "m", (byte)3, "r", new AmqpTimestamp(5), "t"),
            (copy.AppId, copy.ClusterId, copy.ContentEncoding, copy.ContentType, copy.CorrelationId, copy.MessageId, copy.Priority, copy.ReplyTo, copy.Timestamp, copy.Type));
        Assert.True(copy.Persistent);
        Assert.False(copy.IsExpirationPresent());
        Assert.False(copy.IsUserIdPresent());
        Assert.Equal("guest", copy.Headers![DeliveryHeaders.UserId]);
        Assert.Equal("shop", copy.Headers[DeliveryHeaders.Exchange]);
        Assert.Equal("new", copy.Headers[DeliveryHeaders.RoutingKey]);
    }

    [Fact]
    public void A_copy_of_a_copy_knows_where_the_first_was_published()
    {
        var first = MessageCopy.Of(new BasicProperties { UserId = "guest" }, "shop", "new");
        first.UserId = "other";
        var second = MessageCopy.Of(first, "", "orders");

        Assert.Equal(("shop", "new", "guest"), (second.Headers![DeliveryHeaders.Exchange], second.Headers[DeliveryHeaders.RoutingKey], second.Headers[DeliveryHeaders.UserId]));
    }

    [Fact]
    public void The_original_is_not_touched()
    {
        var headers = new Dictionary<string, object?> { ["x-death"] = new List<object?>(), [DeliveryHeaders.Attempts] = 1, ["own"] = new Dictionary<string, object?> { ["a"] = 1 } };
        var before = headers.ToDictionary();
        var original = new BasicProperties { Headers = headers, Expiration = "1", UserId = "guest", DeliveryMode = DeliveryModes.Transient };
        var delivery = new Delivery("orders", 1, false, "shop", "new", original, default);

        MessageCopy.ToWait(delivery, 2, Now, Now);
        MessageCopy.ToDeadLetter(delivery, 2, "why", new InvalidOperationException(), Now);
        MessageCopy.ToRedrive(original, "", "dead");

        Assert.Same(headers, original.Headers);
        Assert.Equal(before, headers);
        Assert.Equal(("1", "guest", false), (original.Expiration, original.UserId, original.Persistent));
    }

    [Fact]
    public void A_copy_that_waits_says_until_when_and_how_many_attempts_failed()
    {
        var copy = MessageCopy.ToWait(DeliveryOf(null), 3, Now.AddSeconds(10), Now);

        Assert.Equal(Now.AddSeconds(10).ToUnixTimeMilliseconds(), copy.Headers![DeliveryHeaders.NotBefore]);
        Assert.Equal(3, copy.Headers[DeliveryHeaders.Attempts]);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), copy.Headers[DeliveryHeaders.FirstFailed]);
    }

    [Fact]
    public void A_copy_that_waits_without_a_failure_has_none() =>
        Assert.False(MessageCopy.ToWait(DeliveryOf(null), 0, Now.AddSeconds(10), Now).Headers!.ContainsKey(DeliveryHeaders.FirstFailed));

    [Fact]
    public void The_first_failure_stays_the_first()
    {
        Assert.Equal(5L, MessageCopy.ToWait(DeliveryOf(new() { [DeliveryHeaders.FirstFailed] = 5L }), 3, Now, Now).Headers![DeliveryHeaders.FirstFailed]);
        Assert.Equal(5L, MessageCopy.ToDeadLetter(DeliveryOf(new() { [DeliveryHeaders.FirstFailed] = 5L }), 3, "why", null, Now).Headers![DeliveryHeaders.FirstFailed]);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), MessageCopy.ToWait(DeliveryOf(new() { [DeliveryHeaders.FirstFailed] = true }), 3, Now, Now).Headers![DeliveryHeaders.FirstFailed]);
    }

    [Fact]
    public void A_dead_letter_says_why()
    {
        var cause = new InvalidOperationException("broken");
        var headers = MessageCopy.ToDeadLetter(DeliveryOf(new() { [DeliveryHeaders.NotBefore] = 5L, [DeliveryHeaders.Reason] = "old" }), 7, "why", cause, Now).Headers!;

        Assert.False(headers.ContainsKey(DeliveryHeaders.NotBefore));
        Assert.Equal("orders", headers[DeliveryHeaders.Queue]);
        Assert.Equal("why", headers[DeliveryHeaders.Reason]);
        Assert.Equal(7, headers[DeliveryHeaders.Attempts]);
        Assert.Equal(Now.ToUnixTimeMilliseconds(), headers[DeliveryHeaders.DeadLettered]);
        Assert.Equal("System.InvalidOperationException", headers[DeliveryHeaders.ExceptionType]);
        Assert.Equal("broken", headers[DeliveryHeaders.ExceptionMessage]);
        Assert.Equal(cause.ToString(), headers[DeliveryHeaders.Exception]);
    }

    [Fact]
    public void A_dead_letter_without_an_exception_says_nothing_of_an_older_one()
    {
        var headers = MessageCopy.ToDeadLetter(DeliveryOf(new() { [DeliveryHeaders.ExceptionType] = "old", [DeliveryHeaders.Exception] = "old", [DeliveryHeaders.ExceptionMessage] = "old" }), 1, "why", null, Now).Headers!;

        Assert.DoesNotContain("old", headers.Values);
    }

    [Fact]
    public void A_dead_letter_that_goes_back_is_as_if_it_were_new()
    {
        var cause = new InvalidOperationException("broken");
        var dead = MessageCopy.ToDeadLetter(DeliveryOf(new() { ["own"] = 1, [DeliveryHeaders.FirstFailed] = 5L, [DeliveryHeaders.Attempts] = 6 }), 7, "why", cause, Now);
        var headers = MessageCopy.ToRedrive(dead, "", "orders.dead-letter").Headers!;

        Assert.Equal(["own", DeliveryHeaders.Exchange, DeliveryHeaders.RoutingKey], headers.Keys.Order(StringComparer.Ordinal).OrderBy(static name => name.Length > 3));
        Assert.Equal(("shop", "new"), (headers[DeliveryHeaders.Exchange], headers[DeliveryHeaders.RoutingKey]));
        Assert.True(dead.Headers!.ContainsKey(DeliveryHeaders.Reason));
    }

    [Fact]
    public void Huge_texts_are_shortened()
    {
        var headers = MessageCopy.ToDeadLetter(DeliveryOf(null), 1, new string('r', 100_000), new InvalidOperationException(new string('m', 100_000)), Now).Headers!;

        Assert.Equal(new string('r', 1000), headers[DeliveryHeaders.Reason]);
        Assert.Equal(new string('m', 1000), headers[DeliveryHeaders.ExceptionMessage]);
        Assert.Equal(4000, ((string)headers[DeliveryHeaders.Exception]!).Length);
    }

    [Fact]
    public void A_text_of_just_the_length_is_kept() =>
        Assert.Equal(new string('r', 1000), MessageCopy.ToDeadLetter(DeliveryOf(null), 1, new string('r', 1000), null, Now).Headers![DeliveryHeaders.Reason]);

    [Theory]
    [InlineData(998, 1000)]
    [InlineData(999, 999)]
    public void A_character_of_two_halves_is_not_cut_in_two(int before, int length)
    {
        var reason = (string)MessageCopy.ToDeadLetter(DeliveryOf(null), 1, new string('r', before) + "🐇" + new string('r', 50), null, Now).Headers![DeliveryHeaders.Reason]!;

        Assert.Equal(length, reason.Length);
        Assert.False(char.IsHighSurrogate(reason[^1]));
    }

    [Fact]
    public void An_exception_that_does_not_tell_its_text_is_dead_lettered_even_so()
    {
        var headers = MessageCopy.ToDeadLetter(DeliveryOf(null), 1, "why", new MuteException(), Now).Headers!;

        Assert.Equal(typeof(MuteException).FullName, headers[DeliveryHeaders.ExceptionType]);
        Assert.IsType<string>(headers[DeliveryHeaders.ExceptionMessage]);
        Assert.IsType<string>(headers[DeliveryHeaders.Exception]);
    }

    private static Delivery DeliveryOf(Dictionary<string, object?>? headers) => new("orders", 1, false, "shop", "new", new BasicProperties { Headers = headers }, default);
}
