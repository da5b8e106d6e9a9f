namespace Leveret.CodeFixes.Tests;

/// <summary>RMQ2001: directives within the handler.</summary>
public sealed partial class AutoAckLossFixTests
{
    [Fact]
    public Task Regions_move_with_their_code() => Body("""
        var text = Encoding.UTF8.GetString(ea.Body.Span);
        #region save
        await store.SaveAsync(text);
        #pragma warning disable CS0618
        if (text.Length == 0)
        {
            #region empty
            return;
            #endregion
        }
        #pragma warning restore CS0618
        #endregion
        await store.SaveAsync("y");
        """, """
        try
        {
            var text = Encoding.UTF8.GetString(ea.Body.Span);
            #region save
            await store.SaveAsync(text);
        #pragma warning disable CS0618
            if (text.Length == 0)
            {
                #region empty
                await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
                return;
                #endregion
            }
        #pragma warning restore CS0618
            #endregion
            await store.SaveAsync("y");
        }
        catch
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            throw;
        }

        await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
        """);

    [Fact]
    public Task Regions_around_a_catch_and_before_a_brace() => Body("""
        #region work
        try
        {
            #region save
            await store.SaveAsync("x");
            #endregion
        }
        #region failures
        catch (Exception error)
        {
            #region log
            Console.WriteLine(error);
            #endregion
        }
        #endregion
        #endregion
        """, """
        #region work
        try
        {
            #region save
            await store.SaveAsync("x");
            await channel.BasicAckAsync(ea.DeliveryTag, multiple: false);
            #endregion
        }
        #region failures
        catch (Exception error)
        {
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: false, requeue: false);
            #region log
            Console.WriteLine(error);
            #endregion
        }
        #endregion
        #endregion
        """);

    [Theory]
    [InlineData("""
        #region parse
        var text = Encoding.UTF8.GetString(ea.Body.Span);
        #endregion
        await store.SaveAsync(text);
        """)]
    [InlineData("""
        var text = Encoding.UTF8.GetString(ea.Body.Span);
        #region save
        await store.SaveAsync(text);
        #endregion
        """)]
    [InlineData("""
        #region save
        await store.SaveAsync("x");
        #endregion
        #region more
        await store.SaveAsync("y");
        #endregion
        """)]
    public Task Region_that_a_try_would_cut(string body) => OffersNothingFor(body);

    [Theory]
    [InlineData("""
        try
        {
            await store.SaveAsync("x");
        }
        #if !DEBUG
        catch (TimeoutException)
        {
        }
        #endif
        catch (Exception)
        {
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
        #if DEBUG
            Console.WriteLine("failed");
        #endif
        }
        """)]
    [InlineData("""
        await store.SaveAsync("x");
        #if DEBUG
        Console.WriteLine("done");
        #endif
        """)]
    public Task Code_that_is_compiled_only_under_a_condition(string body) => OffersNothingFor(body);
}
