using System.Collections;
using System.Globalization;
using RabbitMQ.Client;

namespace Leveret.Tests;

public sealed class DeliveryHeadersTests
{
    private const long Noon = 1_767_268_800_000;

    /// <summary>What a client can put into a header, and the whole number it is.</summary>
    public static TheoryData<object?, long?> Numbers => new()
    {
        { 5L, 5 },
        { 5, 5 },
        { (short)5, 5 },
        { (byte)5, 5 },
        { (sbyte)-5, -5 },
        { 5U, 5 },
        { (ushort)5, 5 },
        { "5", 5 },
        { " 5 ", 5 },
        { "-5", -5 },
        { "5"u8.ToArray(), 5 },
        { long.MinValue, long.MinValue },
        { "99999999999999999999", null },
        { "5.0", null },
        { "five", null },
        { "", null },
        { Array.Empty<byte>(), null },
        { new byte[] { 0xFF, 0xFE }, null },
        { true, null },
        { 5F, null },
        { 5D, null },
        { double.NaN, null },
        { 5M, null },
        { new AmqpTimestamp(5), null },
        { new List<object?> { 5L, null }, null },
        { new Dictionary<string, object?> { ["x"] = 5 }, null },
        { new BinaryTableValue([5]), null },
        { new Hashtable(), null },
        { null, null },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_is_read_whatever_type_it_has(object? value, long? number)
    {
        Dictionary<string, object?> headers = new() { ["h"] = value };

        Assert.Equal(number, DeliveryHeaders.ReadNumber(headers, "h"));
        Assert.Null(DeliveryHeaders.ReadNumber(headers, "other"));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void No_type_of_header_is_too_much_for_the_others(object? value, long? number)
    {
        _ = number;
        Dictionary<string, object?> headers = new() { ["h"] = value };

        _ = DeliveryHeaders.ReadTime(headers, "h");
        Assert.Equal(value is string or byte[], DeliveryHeaders.ReadText(headers, "h") is not null);
    }

    [Fact]
    public void Without_headers_there_is_nothing_to_read()
    {
        Assert.Null(DeliveryHeaders.ReadNumber(null, "h"));
        Assert.Null(DeliveryHeaders.ReadText(null, "h"));
        Assert.Null(DeliveryHeaders.ReadTime(null, "h"));
    }

    [Fact]
    public void A_time_is_read_whatever_type_it_has()
    {
        var noon = DateTimeOffset.FromUnixTimeMilliseconds(Noon);
        object[] values =
        [
            Noon, Noon.ToString(CultureInfo.InvariantCulture), System.Text.Encoding.UTF8.GetBytes(Noon.ToString(CultureInfo.InvariantCulture)),
            new AmqpTimestamp(Noon / 1000), noon.ToString("O"), noon.ToOffset(TimeSpan.FromHours(5)).ToString("O"), "2026-01-01T12:00:00",
        ];

        Assert.All(values, value => Assert.Equal(noon, DeliveryHeaders.ReadTime(new Dictionary<string, object?> { ["h"] = value }, "h")));
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(253_402_300_800_000L)]
    [InlineData(long.MaxValue)]
    [InlineData("soon")]
    public void What_is_no_time_is_none(object value) => Assert.Null(DeliveryHeaders.ReadTime(new Dictionary<string, object?> { ["h"] = value }, "h"));

    [Theory]
    [InlineData(-1L)]
    [InlineData(253_402_300_800L)]
    [InlineData(long.MaxValue)]
    [InlineData(18_446_744_073_709_552L)]
    [InlineData(18_446_944_073_709_551L)]
    public void A_timestamp_out_of_range_is_no_time(long seconds) =>
        Assert.Null(DeliveryHeaders.ReadTime(new Dictionary<string, object?> { ["h"] = new AmqpTimestamp(seconds) }, "h"));

    [Fact]
    public void A_publisher_sets_a_time_beside_its_own_headers()
    {
        var bare = new BasicProperties();
        var own = new BasicProperties { Headers = new Dictionary<string, object?> { ["own"] = 1 } };
        var time = new DateTimeOffset(2026, 1, 1, 14, 0, 0, TimeSpan.FromHours(2));
        DeliveryHeaders.SetNotBefore(bare, time);
        DeliveryHeaders.SetNotBefore(own, time);
        DeliveryHeaders.SetNotBefore(own, time);

        Assert.Equal(Noon, Assert.Single(bare.Headers!).Value);
        Assert.Equal(2, own.Headers.Count);
        Assert.Equal(time, DeliveryHeaders.ReadTime(own.Headers, DeliveryHeaders.NotBefore));
        Assert.Throws<ArgumentNullException>(() => DeliveryHeaders.SetNotBefore(null!, time));
    }
}
