using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: BasicGet with auto-ack.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Fact]
    public Task Work_after_a_test_that_leaves() => Fixes(Client.V6, """
        public static class Postbox
        {
            public static bool Empty(IModel channel)
            {
                var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
                if (letter == null)
                    return false;
                // There is one.
                var text = letter.Body.ToArray();
                if (text.Length == 0)
                    return false;
                File.WriteAllBytes("letter.txt", text);
                return true;
            }
        }
        """, """
        public static class Postbox
        {
            public static bool Empty(IModel channel)
            {
                var letter = channel.BasicGet("letters", false);
                if (letter == null)
                    return false;
                try
                {
                    // There is one.
                    var text = letter.Body.ToArray();
                    if (text.Length == 0)
                    {
                        channel.BasicAck(letter.DeliveryTag, multiple: false);
                        return false;
                    }
                    File.WriteAllBytes("letter.txt", text);
                }
                catch
                {
                    channel.BasicNack(letter.DeliveryTag, multiple: false, requeue: false);
                    throw;
                }

                channel.BasicAck(letter.DeliveryTag, multiple: false);
                return true;
            }
        }
        """);

    [Fact]
    public Task Work_where_there_is_a_message() => Fixes(Client.V7, """
        public sealed class Postbox
        {
            private readonly HttpClient _http = new();

            public async Task ForwardAsync(IChannel channel)
            {
                BasicGetResult? letter = await channel.{|RMQ2001:BasicGetAsync|}(autoAck: true, queue: "letters");
                if (letter is not null)
                {
                    await _http.PostAsync("https://office.example/", new ByteArrayContent(letter.Body.ToArray()));
                }
                else
                {
                    Console.WriteLine("none");
                }
            }
        }
        """, """
        public sealed class Postbox
        {
            private readonly HttpClient _http = new();

            public async Task ForwardAsync(IChannel channel)
            {
                BasicGetResult? letter = await channel.BasicGetAsync(autoAck: false, queue: "letters");
                if (letter is not null)
                {
                    try
                    {
                        await _http.PostAsync("https://office.example/", new ByteArrayContent(letter.Body.ToArray()));
                    }
                    catch
                    {
                        await channel.BasicNackAsync(letter.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await channel.BasicAckAsync(letter.DeliveryTag, multiple: false);
                }
                else
                {
                    Console.WriteLine("none");
                }
            }
        }
        """);

    [Fact]
    public Task Work_in_a_helper_behind_a_pattern() => Fixes(Client.V7, """
        public sealed class Postbox(IBook book)
        {
            public async Task CollectAsync(IChannel channel)
            {
                if (await channel.{|RMQ2001:BasicGetAsync|}("letters", true).ConfigureAwait(false) is { } letter)
                {
                    await MarkAsync(letter.RoutingKey).ConfigureAwait(false);
                }
            }

            private Task MarkAsync(string id) => book.SaveAsync(id);
        }

        public interface IBook
        {
            Task SaveAsync(string id);
        }
        """, """
        public sealed class Postbox(IBook book)
        {
            public async Task CollectAsync(IChannel channel)
            {
                if (await channel.BasicGetAsync("letters", false).ConfigureAwait(false) is { } letter)
                {
                    try
                    {
                        await MarkAsync(letter.RoutingKey).ConfigureAwait(false);
                    }
                    catch
                    {
                        await channel.BasicNackAsync(letter.DeliveryTag, multiple: false, requeue: false).ConfigureAwait(false);
                        throw;
                    }

                    await channel.BasicAckAsync(letter.DeliveryTag, multiple: false).ConfigureAwait(false);
                }
            }

            private Task MarkAsync(string id) => book.SaveAsync(id);
        }

        public interface IBook
        {
            Task SaveAsync(string id);
        }
        """);

    [Fact]
    public Task Loop_until_there_is_none() => Fixes(Client.V6, """
        public static class Postbox
        {
            public static int Drain(IModel channel)
            {
                BasicGetResult letter;
                var count = 0;
                while ((letter = channel.{|RMQ2001:BasicGet|}("letters", true)) != null)
                {
                    try
                    {
                        if (letter.Redelivered)
                            continue;
                        File.WriteAllBytes("letter.txt", letter.Body.ToArray());
                        count++;
                    }
                    catch (Exception error)
                    {
                        Console.WriteLine(error);
                    }
                }

                return count;
            }
        }
        """, """
        public static class Postbox
        {
            public static int Drain(IModel channel)
            {
                BasicGetResult letter;
                var count = 0;
                while ((letter = channel.BasicGet("letters", false)) != null)
                {
                    try
                    {
                        if (letter.Redelivered)
                        {
                            channel.BasicAck(letter.DeliveryTag, multiple: false);
                            continue;
                        }
                        File.WriteAllBytes("letter.txt", letter.Body.ToArray());
                        count++;
                        channel.BasicAck(letter.DeliveryTag, multiple: false);
                    }
                    catch (Exception error)
                    {
                        channel.BasicNack(letter.DeliveryTag, multiple: false, requeue: false);
                        Console.WriteLine(error);
                    }
                }

                return count;
            }
        }
        """);

    [Theory]
    [InlineData("""
        var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
        File.WriteAllBytes("letter.txt", letter.Body.ToArray());
        """)]
    [InlineData("""
        var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
        if (letter != null)
            File.WriteAllBytes("letter.txt", letter.Body.ToArray());
        """)]
    [InlineData("""
        var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
        var body = Array.Empty<byte>();
        if (letter != null)
        {
            body = letter.Body.ToArray();
            File.WriteAllBytes("letter.txt", body);
        }

        File.WriteAllBytes("copy.txt", body);
        """)]
    [InlineData("""
        var letters = new List<BasicGetResult>();
        var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
        if (letter != null)
        {
            letters.Add(letter);
            File.WriteAllBytes("letter.txt", letter.Body.ToArray());
        }

        File.WriteAllBytes("copy.txt", letters[0].Body.ToArray());
        """)]
    [InlineData("""
        var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
        if (letter != null && letter.Body.Length > 0)
        {
            File.WriteAllBytes("letter.txt", letter.Body.ToArray());
        }
        """)]
    [InlineData("""
        using var writer = new StreamWriter("letters.txt");
        BasicGetResult letter;
        while ((letter = channel.{|RMQ2001:BasicGet|}("letters", true)) != null)
        {
            writer.Write(letter.RoutingKey);
            File.WriteAllBytes("letter.txt", letter.Body.ToArray());
        }
        """)]
    [InlineData("""
        var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
        if (letter != null)
        {
            File.WriteAllBytes("letter.txt", letter.Body.ToArray());
            _ = File.WriteAllBytesAsync("copy.txt", letter.Body.ToArray());
        }
        """)]
    [InlineData("""
        var letter = channel.{|RMQ2001:BasicGet|}("letters", true);
        if (letter != null)
        {
            File.WriteAllBytes("letter.txt", letter.Body.ToArray());
            channel.BasicAck(letter.DeliveryTag, false);
        }
        """)]
    [InlineData("""
        var letter = Open().{|RMQ2001:BasicGet|}("letters", true);
        if (letter != null)
        {
            File.WriteAllBytes("letter.txt", letter.Body.ToArray());
        }

        IModel Open() => channel;
        """)]
    public Task Get_whose_work_has_no_certain_end(string body) => OffersNothing(Client.V6, $$"""
        public static class Postbox
        {
            public static void Empty(IModel channel)
            {
                {{string.Join("\n        ", body.ReplaceLineEndings("\n").Split('\n'))}}
            }
        }
        """);

    [Fact]
    public Task Get_whose_message_goes_to_the_caller() => OffersNothing(Client.V7, """
        public sealed class Postbox(IChannel channel)
        {
            public async Task ForwardAsync()
            {
                var text = await TakeAsync();
                if (text != null)
                    await File.WriteAllTextAsync("letter.txt", text);
            }

            private async Task<string?> TakeAsync()
            {
                var letter = await channel.{|RMQ2001:BasicGetAsync|}("letters", true);
                if (letter == null)
                    return null;
                var text = Encoding.UTF8.GetString(letter.Body.Span);
                return text;
            }
        }
        """);

    [Fact]
    public Task Get_whose_file_is_written_after_the_loop() => OffersNothing(Client.V6, """
        public static class Drain
        {
            public static void Run(IModel channel)
            {
                using (var writer = new StreamWriter("stones.txt"))
                {
                    BasicGetResult message;
                    while ((message = channel.{|RMQ2001:BasicGet|}("stones", true)) != null)
                    {
                        writer.WriteLine(message.RoutingKey);
                        File.AppendAllText("log.txt", message.RoutingKey);
                    }
                }
            }
        }
        """);
}
