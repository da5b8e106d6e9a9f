using Leveret.Analyzers.Tests.Libraries;
using Leveret.Verification;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>RMQ2002. This part: paths on which a handler gives a message back at once, as often as it fails.</summary>
public sealed partial class RequeueStormTests
{
    [Fact]
    public Task Nack_in_a_catch_all_on_7() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        }
        catch (Exception e)
        {
            _logger.LogError(e, "could not place {Parcel}", text);
            await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, multiple: false, requeue: true);
        }
        """);

    [Fact]
    public Task Nack_in_a_catch_all_on_6() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch
        {
            _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
        }
        """);

    [Fact]
    public Task Reject_in_a_catch_all_on_7() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            await _channel.{|RMQ2002:BasicRejectAsync|}(ea.DeliveryTag, true);
        }
        """);

    [Fact]
    public Task Reject_in_a_catch_all_on_6() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine(e.Message);
            _channel.{|RMQ2002:BasicReject|}(ea.DeliveryTag, requeue: true);
        }
        """);

    [Fact]
    public Task Named_arguments_out_of_order_on_7() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            await _channel.{|RMQ2002:BasicNackAsync|}(requeue: true, multiple: false, deliveryTag: ea.DeliveryTag);
        }
        """);

    [Fact]
    public Task Named_arguments_out_of_order_on_6() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            _channel.{|RMQ2002:BasicReject|}(requeue: true, deliveryTag: ea.DeliveryTag);
        }
        """);

    [Fact]
    public Task Multiple_true_is_not_requeue_true() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, true);
        }
        catch (Exception)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, multiple: true, requeue: false);
        }
        """);

    [Fact]
    public Task Requeue_from_a_constant() => On7("""
        const bool tryAgain = true;
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (FormatException)
        {
            await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, tryAgain);
        }
        """);

    [Fact]
    public Task Requeue_from_a_local_that_is_always_true() => On6("""
        var requeue = true;
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, requeue);
        }
        """);

    [Fact]
    public Task Requeue_false_from_a_constant() => On6("""
        const bool requeue = false;
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            _channel.BasicNack(ea.DeliveryTag, false, requeue);
        }
        """);

    [Fact]
    public Task Else_of_a_result_on_7() => On7("""
        if (Sorting.TryPlace(text))
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        else
            await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, true);
        """);

    [Fact]
    public Task Else_of_a_result_on_6() => On6("""
        bool placed = Sorting.TryPlace(text);
        if (placed)
        {
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        else
        {
            _channel.{|RMQ2002:BasicReject|}(ea.DeliveryTag, true);
        }
        """);

    [Fact]
    public Task Early_return_after_a_failed_result() => On7("""
        var result = Sorting.Inspect(text);
        if (!result.Success)
        {
            _logger.LogWarning("refused: {Reason}", result.Error);
            await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, true);
            return;
        }

        await _channel.BasicAckAsync(ea.DeliveryTag, false);
        """);

    [Fact]
    public Task Message_that_cannot_be_decoded() => On6("""
        var parcel = JsonSerializer.Deserialize<Parcel>(text);
        if (parcel is null)
        {
            _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
            return;
        }

        Console.WriteLine(parcel.Street);
        _channel.BasicAck(ea.DeliveryTag, false);
        """);

    [Fact]
    public Task Failure_arm_of_a_switch() => On7("""
        switch (Sorting.Inspect(text))
        {
            case { Success: true }:
                await _channel.BasicAckAsync(ea.DeliveryTag, false);
                break;
            default:
                await _channel.{|RMQ2002:BasicRejectAsync|}(ea.DeliveryTag, requeue: true);
                break;
        }
        """);

    [Fact]
    public Task Flag_in_a_finally_block() => On6("""
        var done = false;
        try
        {
            Sorting.Place(text);
            done = true;
        }
        finally
        {
            if (done)
                _channel.BasicAck(ea.DeliveryTag, false);
            else
                _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
        }
        """);

    [Fact]
    public Task Second_of_two_catch_clauses() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (JsonException)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, false, requeue: false);
        }
        catch (Exception)
        {
            await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, requeue: true);
        }
        """);

    [Fact]
    public Task Both_of_two_catch_clauses() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (FormatException)
        {
            _channel.{|RMQ2002:BasicReject|}(ea.DeliveryTag, true);
        }
        catch (Exception)
        {
            _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
        }
        """);

    [Fact]
    public Task Filter_that_lets_most_failures_through() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception e) when (e is not ArgumentException)
        {
            await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, true);
        }
        """);

    [Fact]
    public Task Cancellation_is_given_back_and_so_is_every_failure() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (OperationCanceledException)
        {
            await _channel.BasicNackAsync(ea.DeliveryTag, false, true);
        }
        catch (Exception)
        {
            await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, true);
        }
        """);

    [Fact]
    public Task Delay_for_another_kind_of_failure() => On7("""
        try
        {
            Sorting.Place(text);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (TimeoutException)
        {
            await Task.Delay(TimeSpan.FromSeconds(15));
            await _channel.BasicNackAsync(ea.DeliveryTag, false, true);
        }
        catch (Exception)
        {
            await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, true);
        }
        """);

    [Fact]
    public Task Attempts_within_one_delivery_are_no_limit() => On6("""
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            try
            {
                Sorting.Place(text);
                _channel.BasicAck(ea.DeliveryTag, false);
                return;
            }
            catch (Exception e)
            {
                Console.Error.WriteLine($"attempt {attempt}: {e.Message}");
            }
        }

        _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, true);
        """);

    [Fact]
    public Task Counter_in_the_decoded_message() => On7("""
        var parcel = JsonSerializer.Deserialize<Parcel>(text)!;
        try
        {
            Sorting.Place(parcel.Street);
            await _channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            parcel.Attempts++;
            if (parcel.Attempts < 5)
                await _channel.{|RMQ2002:BasicNackAsync|}(ea.DeliveryTag, false, requeue: true);
            else
                await _channel.BasicNackAsync(ea.DeliveryTag, false, requeue: false);
        }
        """);

    [Fact]
    public Task Counter_in_the_decoded_message_on_6() => On6("""
        var parcel = JsonSerializer.Deserialize<Parcel>(text)!;
        if (Sorting.TryPlace(parcel.Street))
        {
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        else
        {
            parcel.Attempts += 1;
            _channel.{|RMQ2002:BasicNack|}(ea.DeliveryTag, false, parcel.Attempts < 5);
        }
        """);

    [Fact]
    public Task Counter_in_the_headers_of_the_received_copy() => On6("""
        try
        {
            Sorting.Place(text);
            _channel.BasicAck(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            var headers = ea.BasicProperties.Headers ??= new Dictionary<string, object>();
            var tried = headers.TryGetValue("tried", out var value) ? Convert.ToInt32(value) : 0;
            headers["tried"] = tried + 1;
            if (tried >= 3)
                _channel.BasicReject(ea.DeliveryTag, false);
            else
                _channel.{|RMQ2002:BasicReject|}(ea.DeliveryTag, true);
        }
        """);

    [Fact]
    public Task Delivery_limit_of_another_queue_is_no_limit() => V7Listener("""
        public async Task StartAsync(IChannel channel)
        {
            await channel.QueueDeclareAsync("audit", true, false, false, new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-delivery-limit"] = 5,
            });
            await channel.QueueDeclareAsync("parcels", true, false, false);
            await channel.BasicQosAsync(0, 10, false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, ea) =>
            {
                try
                {
                    Sorting.Place(ea.RoutingKey);
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    await channel.{|RMQ2002:BasicRejectAsync|}(ea.DeliveryTag, true);
                }
            };
            await channel.BasicConsumeAsync("parcels", false, consumer);
        }
        """);

    private const string SortingTypes = """
        public sealed class Parcel
        {
            public string Street { get; set; } = "";
            public int Attempts { get; set; }
        }

        public sealed record Inspection(bool Success, string? Error);

        public static class Sorting
        {
            private static readonly Dictionary<string, int> Shelves = new() { ["North Street"] = 4 };

            public static int Place(string street) => Shelves[street];

            public static bool TryPlace(string street) => Shelves.ContainsKey(street);

            public static Inspection Inspect(string street) => Shelves.ContainsKey(street) ? new(true, null) : new(false, "no such street");
        }
        """;

    private static Task On6(string body, string services = "", params Library[] libraries) => Handler(Client.V6, body, services, libraries);

    private static Task On7(string body, string services = "", params Library[] libraries) => Handler(Client.V7, body, services, libraries);

    private static Task Handler(Client client, string body, string services, Library[] libraries) =>
        new HandlerSnippet(client, body)
        {
            AutoAck = false,
            Settles = true,
            Services = "ILogger<Listener> logger; " + services,
            Types = SortingTypes,
            Libraries = libraries,
        }.VerifyAsync();

    /// <summary>A listener with these members, beside what handlers call to sort parcels.</summary>
    private static Task V6Listener(string members) => Snippets.V6(Listener(members), SortingTypes);

    /// <inheritdoc cref="V6Listener"/>
    private static Task V7Listener(string members) => Snippets.V7(Listener(members), SortingTypes);

    private static string Listener(string members) => $$"""
        public sealed class ParcelListener
        {
            {{members.ReplaceLineEndings("\n    ")}}
        }
        """;
}
