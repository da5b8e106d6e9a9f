using Leveret.Consuming;

namespace Leveret.Tests.Consuming;

public sealed class InequivalentArgumentTests
{
    [Theory]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue 'c0' in vhost '/': received the value 'leveret' of type 'longstr' but current is none", "x-queue-type", null, null, null)]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue 'q' in vhost '/': received the value 'none' of type 'longstr' but current is the value 'quorum' of type 'longstr'", "x-queue-type", "quorum", "longstr", "quorum")]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue 'q' in vhost '/': received 'none' but current is 'quorum'", "x-queue-type", "quorum", null, null)]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'x-delivery-limit' for queue 'qd' in vhost '/': received none but current is the value '3' of type 'signedint'", "x-delivery-limit", "3", "signedint", 3L)]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'x-delivery-limit' for queue 'qd' in vhost '/': received none but current is the value '-1' of type 'long'", "x-delivery-limit", "-1", "long", -1L)]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'x-max-length' for queue 'q' in vhost '/': received none but current is the value '99999999999999999999' of type 'long'", "x-max-length", "99999999999999999999", "long", null)]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'x-single-active-consumer' for queue 'q' in vhost '/': received none but current is the value 'true' of type 'bool'", "x-single-active-consumer", "true", "bool", true)]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'td' in vhost '/': received 'true' but current is 'false'", "durable", "false", null, null)]
    public void The_words_of_a_broker_are_understood(string text, string name, string? current, string? type, object? value)
    {
        Assert.True(InequivalentArgument.TryParse(text, out var argument));
        Assert.Equal(new InequivalentArgument(name, current, type), argument);
        Assert.Equal(value, argument.Value);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("two\nlines")]
    [InlineData("a' in vhost '/': received none but current is none")]
    [InlineData("a' but current is 'b")]
    [InlineData("'")]
    [InlineData("")]
    public void A_queue_may_have_any_name(string queue)
    {
        Assert.True(InequivalentArgument.TryParse($"PRECONDITION_FAILED - inequivalent arg 'x-queue-type' for queue '{queue}' in vhost '/': received the value 'none' of type 'longstr' but current is the value 'quorum' of type 'longstr'", out var argument));
        Assert.Equal(new InequivalentArgument("x-queue-type", "quorum", "longstr"), argument);
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("two\nlines")]
    [InlineData("a' of type 'b")]
    [InlineData("")]
    public void A_value_may_be_any_text(string value)
    {
        Assert.True(InequivalentArgument.TryParse($"PRECONDITION_FAILED - inequivalent arg 'x-dead-letter-routing-key' for queue 'q' in vhost '/': received none but current is the value '{value}' of type 'longstr'", out var argument));
        Assert.Equal(value, argument.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRECONDITION_FAILED - unknown delivery tag 5")]
    [InlineData("PRECONDITION_FAILED - invalid arg 'x-queue-type' for queue 'q' in vhost '/': \"none\"")]
    [InlineData("PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'e' in vhost '/': received 'topic' but current is 'direct'")]
    public void Other_words_are_not(string text)
    {
        Assert.False(InequivalentArgument.TryParse(text, out var argument));
        Assert.Null(argument);
    }
}
