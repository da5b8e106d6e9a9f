namespace Leveret.CodeFixes.Tests;

/// <summary>How the consume is waited for, on client 7.</summary>
public sealed partial class MissingPrefetchFixTests
{
    [Fact]
    public Task Token_and_ConfigureAwait_are_repeated() => FixesIn7("""
            public async Task StartAsync(CancellationToken stopping)
            {
                await _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer, stopping).ConfigureAwait(false);
            }
        """, """
            public async Task StartAsync(CancellationToken stopping)
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false, cancellationToken: stopping).ConfigureAwait(false);
                await _channel.BasicConsumeAsync("orders", false, _consumer, stopping).ConfigureAwait(false);
            }
        """);

    [Fact]
    public Task Token_that_is_made_for_the_call_is_not_repeated() => FixesIn7("""
            public async Task StartAsync()
            {
                await _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer, new CancellationTokenSource(1000).Token);
            }

            public async Task RestartAsync()
            {
                await _channel.{|RMQ1001:BasicConsumeAsync|}("letters", false, _consumer, CancellationToken.None);
            }
        """, """
            public async Task StartAsync()
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                await _channel.BasicConsumeAsync("orders", false, _consumer, new CancellationTokenSource(1000).Token);
            }

            public async Task RestartAsync()
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                await _channel.BasicConsumeAsync("letters", false, _consumer, CancellationToken.None);
            }
        """);

    [Theory]
    [InlineData(".GetAwaiter().GetResult()", ".GetAwaiter().GetResult()")]
    [InlineData(".ConfigureAwait(false).GetAwaiter().GetResult()", ".ConfigureAwait(false).GetAwaiter().GetResult()")]
    [InlineData(".Wait()", ".Wait()")]
    [InlineData(".Result.ToString()", ".Wait()")]
    public Task Waiting_is_mirrored(string consume, string limit) => FixesIn7($$"""
            public void Start()
            {
                _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer){{consume}};
            }
        """, $$"""
            public void Start()
            {
                _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false){{limit}};
                _channel.BasicConsumeAsync("orders", false, _consumer){{consume}};
            }
        """);

    [Fact]
    public Task Task_that_is_kept_in_async_code_is_no_obstacle() => FixesIn7("""
            public async Task StartAsync()
            {
                var started = _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
                Console.WriteLine("starting");
                await started;
            }
        """, """
            public async Task StartAsync()
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                var started = _channel.BasicConsumeAsync("orders", false, _consumer);
                Console.WriteLine("starting");
                await started;
            }
        """);

    [Fact]
    public Task Expression_body_that_hands_the_task_back_becomes_async() => FixesIn7("""
            public Task StartAsync() => _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
        """, """
            public async Task StartAsync()
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                await _channel.BasicConsumeAsync("orders", false, _consumer);
            }
        """);

    [Fact]
    public Task Expression_body_that_hands_the_result_back_becomes_async() => FixesIn7("""
            public Task<string> StartAsync(string queue, CancellationToken stopping) =>
                _channel.{|RMQ1001:BasicConsumeAsync|}(queue, false, _consumer, stopping);
        """, """
            public async Task<string> StartAsync(string queue, CancellationToken stopping)
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false, cancellationToken: stopping);
                return await _channel.BasicConsumeAsync(queue, false, _consumer, stopping);
            }
        """);

    [Fact]
    public Task Async_expression_body_becomes_a_block() => FixesIn7("""
            public async Task<string> StartAsync(string queue) => await _channel.{|RMQ1001:BasicConsumeAsync|}(queue, false, _consumer);
        """, """
            public async Task<string> StartAsync(string queue)
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                return await _channel.BasicConsumeAsync(queue, false, _consumer);
            }
        """);

    [Fact]
    public Task Lambda_that_hands_the_task_back_becomes_async() => FixesIn7("""
            public Task StartAsync(string[] queues) => Task.WhenAll(queues.Select(queue => _channel.{|RMQ1001:BasicConsumeAsync|}(queue, false, _consumer)));
        """, """
            public Task StartAsync(string[] queues) => Task.WhenAll(queues.Select(async queue =>
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                return await _channel.BasicConsumeAsync(queue, false, _consumer);
            }));
        """);

    [Fact]
    public Task Lambda_without_a_result_becomes_async() => FixesIn7("""
            public Func<Task> Starter() => () => _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
        """, """
            public Func<Task> Starter() => async () =>
            {
                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                await _channel.BasicConsumeAsync("orders", false, _consumer);
            };
        """);

    [Fact]
    public Task Method_that_returns_the_task_last_becomes_async() => FixesIn7("""
            public virtual Task StartAsync(bool now)
            {
                if (!now)
                    return Task.CompletedTask;

                return _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
            }
        """, """
            public virtual async Task StartAsync(bool now)
            {
                if (!now)
                    return;

                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                await _channel.BasicConsumeAsync("orders", false, _consumer);
            }
        """);

    [Fact]
    public Task Method_that_returns_the_result_becomes_async() => FixesIn7("""
            public Task<string> StartAsync(bool now)
            {
                if (!now)
                    return Task.FromResult("");

                return _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
            }
        """, """
            public async Task<string> StartAsync(bool now)
            {
                if (!now)
                    return await Task.FromResult("");

                await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                return await _channel.BasicConsumeAsync("orders", false, _consumer);
            }
        """);

    [Fact]
    public Task Nothing_is_offered_where_awaiting_would_change_what_happens() => OffersNothingIn7("""
            public Task Guarded()
            {
                try
                {
                    return _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
                }
                catch (Exception)
                {
                    return Task.CompletedTask;
                }
            }

            public Task Scoped()
            {
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
                return _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
            }

            public Task<string>? Perhaps(bool now)
            {
                if (!now)
                    return null;
                return _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
            }

            public Task Early(bool now)
            {
                if (now)
                    return _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
                return Task.CompletedTask;
            }
        """);

    [Fact]
    public Task Nothing_is_offered_where_nobody_waits() => OffersNothingIn7("""
            public void Start()
            {
                _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
            }

            public Action Starter() => () => _channel.{|RMQ1001:BasicConsumeAsync|}("orders", false, _consumer);
        """);

    [Fact]
    public Task Nothing_is_offered_where_await_does_not_compile() => OffersNothingIn7("""
            public Task StartAsync(out string queue)
            {
                queue = "orders";
                return _channel.{|RMQ1001:BasicConsumeAsync|}(queue, false, _consumer);
            }
        """);
}
