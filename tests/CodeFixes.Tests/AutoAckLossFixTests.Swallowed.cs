namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: catches after which the handler goes on as if the work were done.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Theory]
    [InlineData("""
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await store.SaveAsync("x");
                break;
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
            }
        }
        """)]
    [InlineData("""
        try
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                try
                {
                    await store.SaveAsync("x");
                    return;
                }
                catch (TimeoutException error)
                {
                    Console.WriteLine(error);
                }
            }
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }
        """)]
    [InlineData("""
        var saved = false;
        var tries = 0;
        while (!saved && tries < 3)
        {
            try
            {
                await store.SaveAsync("x");
                saved = true;
            }
            catch (Exception)
            {
                tries++;
            }
        }
        """)]
    [InlineData("""
        foreach (var wait in new[] { 1, 5, 30 })
        {
            try
            {
                await store.SaveAsync("x");
            }
            catch (Exception)
            {
                await Task.Delay(wait);
                continue;
            }

            break;
        }
        """)]
    [InlineData("""
        var tries = 0;
        while (true)
        {
            try
            {
                await store.SaveAsync("x");
                break;
            }
            catch (Exception)
            {
                if (++tries == 3)
                    break;
            }
        }
        """)]
    [InlineData("""
        var saved = false;
        try
        {
            await store.SaveAsync("x");
            saved = true;
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }

        if (saved)
            await store.SaveAsync("y");
        """)]
    [InlineData("""
        if (ea.RoutingKey == "stone")
        {
            try
            {
                await store.SaveAsync("x");
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
            }
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }

        try
        {
            Console.WriteLine("done");
        }
        finally
        {
            Console.WriteLine("end");
        }
        """)]
    [InlineData("""
        await Task.Run(async () =>
        {
            try
            {
                await store.SaveAsync("x");
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
            }
        });
        """)]
    [InlineData("""
        while (true)
        {
            try
            {
                await store.SaveAsync("x");
                break;
            }
            catch (TimeoutException)
            {
                await Task.Delay(1000);
            }
        }
        """)]
    [InlineData("""
        foreach (var item in JsonSerializer.Deserialize<string[]>(ea.Body.Span)!)
        {
            try
            {
                await store.SaveAsync(item);
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
            }
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("seen");
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }

        await store.SaveAsync("x");
        """)]
    [InlineData("""
        var attempt = 0;
        while (true)
        {
            if (++attempt > 3)
                return;
            try
            {
                await store.SaveAsync("x");
                break;
            }
            catch (TimeoutException)
            {
                await Task.Delay(1000);
            }
        }
        """)]
    [InlineData("""
        async Task SaveAsync()
        {
            try
            {
                await store.SaveAsync("x");
            }
            catch (Exception)
            {
                return;
            }
        }

        await SaveAsync();
        """)]
    [InlineData("""
        string response;
        try
        {
            await store.SaveAsync("x");
            response = "saved";
        }
        catch (Exception error)
        {
            response = error.Message;
        }

        await channel.BasicPublishAsync("", ea.BasicProperties.ReplyTo!, Encoding.UTF8.GetBytes(response));
        """)]
    public Task Failure_that_ends_as_success_does(string body) => OffersNothingFor(body);

    [Theory]
    [InlineData("""
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await store.SaveAsync("x");
                return;
            }
            catch (Exception) when (attempt < 3)
            {
                await Task.Delay(1000);
            }
        }
        """)]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
            return;
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }

        await store.SaveAsync("y");
        """)]
    public Task Acknowledgement_that_fails_would_repeat_the_work(string body) => OffersNothingFor(body);

    [Fact]
    public Task Second_try_settles_where_the_first_only_leaves() => Body("""
        string text;
        try
        {
            text = JsonSerializer.Deserialize<string>(ea.Body.Span)!;
        }
        catch (JsonException)
        {
            return;
        }

        try
        {
            await store.SaveAsync(text);
        }
        catch (Exception error)
        {
            Console.WriteLine(error);
        }
        """, """
        try
        {
            string text;
            try
            {
                text = JsonSerializer.Deserialize<string>(ea.Body.Span)!;
            }
            catch (JsonException)
            {
                await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
                return;
            }

            try
            {
                await store.SaveAsync(text);
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            }
            catch (Exception error)
            {
                Console.WriteLine(error);
                await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            }
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }
        """);
}
