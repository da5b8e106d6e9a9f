using System.Text.Json.Serialization;
using Leveret.Settling;
using Leveret.Tests.Fakes;

namespace Leveret.Tests;

public sealed partial class DeliveryTests
{
    [Fact]
    public void The_body_is_the_handlers_while_it_runs_and_nobodys_afterwards()
    {
        var delivery = Deliveries.Of(body: "[1]");
        var copy = delivery.CopyBody();
        Assert.Equal("[1]"u8.ToArray(), delivery.Body.ToArray());

        delivery.Finish(Settlement.Ack);

        Assert.Contains("CopyBody", Assert.Throws<InvalidOperationException>(() => delivery.Body).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(delivery.CopyBody);
        Assert.Throws<InvalidOperationException>(() => delivery.Read(DeliveryJson.Default.Order));
        Assert.Equal("[1]"u8.ToArray(), copy);
    }

    [Fact]
    public void A_body_is_read_as_json() => Assert.Equal(new Order(7), Deliveries.Of(body: """{"Id":7}""").Read(DeliveryJson.Default.Order));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"Id":"seven"}""")]
    [InlineData("null")]
    [InlineData("\0\u0001")]
    public void A_body_that_is_no_such_value_says_so(string body)
    {
        var exception = Assert.Throws<MessageFormatException>(() => Deliveries.Of(body: body).Read(DeliveryJson.Default.Order));

        Assert.Contains("Order", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_type_is_the_callers_mistake_and_no_bad_message() => Assert.Throws<ArgumentNullException>(() => Deliveries.Of().Read<Order>(null!));

    [Fact]
    public void Where_a_message_was_published_is_known_after_it_was_moved()
    {
        Assert.Equal(("shop", "order.new"), (Deliveries.Of().Exchange, Deliveries.Of().RoutingKey));

        var moved = Deliveries.Of(new Dictionary<string, object?> { [DeliveryHeaders.Exchange] = ""u8.ToArray(), [DeliveryHeaders.RoutingKey] = "first"u8.ToArray() });
        Assert.Equal(("", "first"), (moved.Exchange, moved.RoutingKey));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(0, 1)]
    [InlineData(3L, 4)]
    [InlineData(-5, 1)]
    [InlineData("2", 3)]
    [InlineData("two", 1)]
    [InlineData(1.5, 1)]
    public void An_attempt_is_one_more_than_have_failed(object? header, int attempt)
    {
        var delivery = Deliveries.WithHeader(DeliveryHeaders.Attempts, header);
        Assert.Equal(attempt, delivery.Attempt);

        delivery.LocalFailures = 2;
        Assert.Equal(attempt + 2, delivery.Attempt);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(int.MaxValue)]
    [InlineData(uint.MaxValue)]
    public void A_number_of_attempts_beyond_all_measure_is_just_many(object header) =>
        Assert.InRange(Deliveries.WithHeader(DeliveryHeaders.Attempts, header).Attempt, 1_000_000, int.MaxValue);

    internal sealed record Order(int Id);

    [JsonSerializable(typeof(Order))]
    internal sealed partial class DeliveryJson : JsonSerializerContext;
}
