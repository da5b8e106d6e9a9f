using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: spans and references, which cannot be kept across an await.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Theory]
    [InlineData("""
        ReadOnlySpan<byte> body = ea.Body.Span;
        try
        {
            store.SaveAsync(Encoding.UTF8.GetString(body)).Wait();
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
            Console.WriteLine(body.Length);
        }
        """)]
    [InlineData("""
        var body = ea.Body.Span;
        try
        {
            store.SaveAsync("x").Wait();
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }

        Console.WriteLine(body.Length);
        """)]
    [InlineData("""
        var body = ea.Body.Span;
        _ = store.SaveAsync("x");
        Console.WriteLine(Encoding.UTF8.GetString(body));
        """)]
    [InlineData("""
        foreach (var value in ea.Body.Span)
            store.SaveAsync(value.ToString());
        """)]
    [InlineData("""
        var body = ea.Body.Span;
        for (var i = 0; i < 3; i++)
        {
            Console.WriteLine(body[i]);
            store.SaveAsync("x");
        }
        """)]
    [InlineData("""
        var copy = ea.Body.ToArray();
        ref var first = ref copy[0];
        store.SaveAsync("x");
        first = 2;
        """)]
    [InlineData("""
        using var owner = new Owner();
        _ = store.SaveAsync("x");
        Console.WriteLine("y");
        """)]
    [InlineData("""
        foreach (var item in new Sequence())
            store.SaveAsync(item);
        """)]
    public Task Span_that_would_be_kept_across_an_await(string body) => OffersNothing(Client.V7, Listener(body, "{|RMQ2001:BasicConsumeAsync|}", "true") + """


        public ref struct Owner
        {
            public void Dispose() => Console.WriteLine("disposed");
        }

        public sealed class Sequence
        {
            public Enumerator GetEnumerator() => default;

            public ref struct Enumerator
            {
                public string Current => "x";

                public bool MoveNext() => false;
            }
        }
        """);

    [Fact]
    public Task Span_that_is_read_before_each_await() => Body("""
        ReadOnlySpan<byte> body = ea.Body.Span;
        if (body.Length == 0)
            return;
        store.SaveAsync(Encoding.UTF8.GetString(body)).Wait();
        """, """
        try
        {
            ReadOnlySpan<byte> body = ea.Body.Span;
            if (body.Length == 0)
            {
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
            }
            store.SaveAsync(Encoding.UTF8.GetString(body)).Wait();
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }

        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        """);
}
