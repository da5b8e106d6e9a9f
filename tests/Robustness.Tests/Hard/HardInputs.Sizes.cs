namespace Leveret.Robustness.Tests.Hard;

/// <summary>Code of which there is very much.</summary>
internal static partial class HardInputs
{
    private const string Consume = """
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            try { await http.PostAsync("letters", null); await channel.BasicAckAsync(ea.DeliveryTag, false); }
            catch (Exception) { await channel.BasicNackAsync(ea.DeliveryTag, false, true); }
        };
        await channel.BasicConsumeAsync("letters", false, consumer);
        """;

    private static IEnumerable<HardInput> Sizes() =>
    [
        Sized("switch statement of cases", 5000, n => [Listener(
            $"switch (Encoding.UTF8.GetString(ea.Body.Span)) {{ {Repeat(n, i => $"case \"k{i}\": await http.PostAsync(\"{i}\", null); break;")} default: await channel.BasicNackAsync(ea.DeliveryTag, false, true); break; }}")]),
        Sized("switch statement of cases that return", 5000, n => [Listener(
            $"switch (Encoding.UTF8.GetString(ea.Body.Span)) {{ {Repeat(n, i => $"case \"k{i}\": await channel.BasicNackAsync(ea.DeliveryTag, false, true); return;")} }} await channel.BasicAckAsync(ea.DeliveryTag, false);")]),
        Sized("switch expression of cases", 5000, n => [Listener(
            $"var requeue = ea.RoutingKey switch {{ {Repeat(n, i => $"\"k{i}\" => {(i % 2 == 0 ? "true" : "ea.Redelivered")},")} _ => false }}; if (!requeue) await channel.BasicNackAsync(ea.DeliveryTag, false, requeue);")]),
        Sized("switch expression of queues", 5000, n => [$$"""
            class Listener(IConnection connection)
            {
                public async Task StartAsync(int number)
                {
                    var channel = await connection.CreateChannelAsync();
                    var queue = number switch { {{Repeat(n, i => $"{i} => \"q{i}\",")}} _ => "none" };
                    await channel.BasicConsumeAsync(queue, number switch { {{Repeat(n, i => $"{i} => true,")}} _ => false }, new AsyncEventingBasicConsumer(channel));
                }
            }
            """]),
        Sized("type switch of cases", 2000, n => [Listener(
            $"object message = ea; switch (message) {{ {Repeat(n, i => $"case M{i} m{i}: await http.PostAsync(\"{i}\", null); break;")} }}"),
            Repeat(n, i => $"class M{i};")]),
        Sized("methods", 5000, n => [Listener("await M0(ea);", Repeat(n, i => $"private async Task M{i}(BasicDeliverEventArgs ea) {{ await Task.Yield(); }}"))]),
        Sized("methods that call each other", 5000, n => [Listener("await M0(ea);", Repeat(n, i => $"private Task M{i}(BasicDeliverEventArgs ea) => M{(i + 1) % n}(ea);"))]),
        Sized("methods that all are called", 5000, n => [Listener(Repeat(n, i => $"await M{i}(ea);"), Repeat(n, i => $"private Task M{i}(BasicDeliverEventArgs ea) => http.PostAsync(\"{i}\", null);"))]),
        Sized("methods that call two each", 5000, n => [Listener("await M0(ea);", Repeat(n, i => $"private async Task M{i}(BasicDeliverEventArgs ea) {{ await M{(i * 2 + 1) % n}(ea); await M{(i * 2 + 2) % n}(ea); }}"))]),
        Sized("overloads", 500, n => [Listener("await M(ea, null);", Repeat(n, i => $"private Task M(BasicDeliverEventArgs ea, C{i} c) => http.PostAsync(\"{i}\", null); class C{i};"))]),
        Sized("fields", 5000, n => [Listener("_f0 += 1; await channel.BasicNackAsync(ea.DeliveryTag, false, _f0 > 1);", Repeat(n, i => $"private int _f{i} = {i};"))]),
        Sized("fields that hold each other", 5000, n => [Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, F0);", Repeat(n, i => $"private static bool F{i} = F{(i + 1) % n};"))]),
        Sized("constants of each other", 5000, n => [Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, F0);", Repeat(n, i => i == n - 1 ? $"private const bool F{i} = true;" : $"private const bool F{i} = F{i + 1};"))]),
        Sized("properties of each other", 5000, n => [Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, F0);", Repeat(n, i => $"private bool F{i} => F{(i + 1) % n};"))]),
        Sized("channels", 5000, n => [$$"""
            class Listener(IConnection connection, HttpClient http)
            {
                {{Repeat(n, i => $"private IChannel _c{i} = null!;")}}

                public async Task StartAsync()
                {
                    {{Repeat(n, i => $"_c{i} = await connection.CreateChannelAsync();")}}
                    await _c17.BasicQosAsync(0, 10, false);
                    var channel = _c18;
                    {{Consume}}
                }
            }
            """]),
        Sized("writes of a channel", 5000, n => [$$"""
            class Listener(IConnection connection, HttpClient http)
            {
                private IChannel channel = null!;

                public async Task StartAsync()
                {
                    {{Repeat(n, _ => "channel = await connection.CreateChannelAsync();")}}
                    {{Consume}}
                }
            }
            """]),
        Sized("consumers in a method", 5000, n => [$$"""
            class Listener(HttpClient http)
            {
                public async Task StartAsync(IChannel channel)
                {
                    {{Repeat(n, i => $"await channel.BasicConsumeAsync(\"q{i}\", false, new AsyncEventingBasicConsumer(channel));")}}
                }
            }
            """]),
        Sized("consumers with handlers in a method", 1000, n => [$$"""
            class Listener(IConnection connection, HttpClient http)
            {
                public async Task StartAsync()
                {
                    {{Repeat(n, _ => $"{{ var channel = await connection.CreateChannelAsync(); {Consume} }}")}}
                }
            }
            """]),
        Sized("consumers in methods", 1000, n => [$$"""
            class Listener(IConnection connection, HttpClient http)
            {
                {{Repeat(n, i => $"public async Task Start{i}Async() {{ var channel = await connection.CreateChannelAsync(); {Consume} }}")}}
            }
            """]),
        Sized("consumers in methods on a field", 1000, n => [$$"""
            class Listener(IConnection connection, HttpClient http)
            {
                private IChannel channel = null!;

                {{Repeat(n, i => $"public async Task Start{i}Async() {{ channel = await connection.CreateChannelAsync(); {Consume} }}")}}
            }
            """]),
        Sized("consumers in classes", 1000, n => [Repeat(n, i => $"class Listener{i}(IConnection connection, HttpClient http) {{ public async Task StartAsync() {{ var channel = await connection.CreateChannelAsync(); {Consume} }} }}")]),
        Sized("consumers in files", 1000, n => [.. Enumerable.Range(0, n).Select(i => $"class Listener{i}(IConnection connection, HttpClient http) {{ public async Task StartAsync() {{ var channel = await connection.CreateChannelAsync(); {Consume} }} }}")]),
        Sized("limits", 5000, n => [$$"""
            class Listener(IConnection connection, HttpClient http)
            {
                public async Task StartAsync(IChannel channel)
                {
                    {{Repeat(n, i => $"await channel.BasicQosAsync(0, {i % 3}, false);")}}
                    {{Consume}}
                }
            }
            """]),
        Sized("gets in a loop", 2000, n => [$$"""
            class Poller
            {
                public async Task RunAsync(IChannel channel)
                {
                    while (true)
                    {
                        {{Repeat(n, i => $"var m{i} = await channel.BasicGetAsync(\"q{i}\", true); if (m{i} == null) continue;")}}
                    }
                }
            }
            """]),
        Sized("gets in loops", 1000, n => [$$"""
            class Poller(HttpClient http)
            {
                public async Task RunAsync(IChannel channel)
                {
                    {{Repeat(n, i => $"while (true) {{ var m = await channel.BasicGetAsync(\"q{i}\", true); if (m == null) {{ await Task.Delay({i}); continue; }} await http.PostAsync(m.Exchange, null); if (m.Redelivered) break; }}")}}
                }
            }
            """]),
        Sized("failures", 2000, n => [Listener(Repeat(n, i => $"try {{ await http.PostAsync(\"{i}\", null); }} catch (Exception) {{ await channel.BasicNackAsync(ea.DeliveryTag, false, true); }}"))]),
        Sized("conditions", 5000, n => [Listener(Repeat(n, i => $"if (ea.RoutingKey == \"{i}\") await channel.BasicNackAsync(ea.DeliveryTag, false, true); else await channel.BasicAckAsync(ea.DeliveryTag, false);"))]),
        Sized("handlers of a consumer", 5000, n => [$$"""
            class Listener(IConnection connection, HttpClient http)
            {
                public async Task StartAsync()
                {
                    var channel = await connection.CreateChannelAsync();
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    {{Repeat(n, i => $"consumer.ReceivedAsync += (_, ea) => http.PostAsync(\"{i}\", null);")}}
                    await channel.BasicConsumeAsync("letters", false, consumer);
                }
            }
            """]),
        Sized("callers of a helper", 5000, n => [$$"""
            class Listener(HttpClient http)
            {
                private async Task StartAsync(IChannel channel, string queue, bool auto)
                {
                    await channel.BasicConsumeAsync(queue, auto, new AsyncEventingBasicConsumer(channel));
                }

                private Task FailAsync(IChannel channel, bool requeue) => channel.BasicNackAsync(1, false, requeue).AsTask();

                public async Task AllAsync(IConnection connection)
                {
                    {{Repeat(n, i => $"await StartAsync(await connection.CreateChannelAsync(), \"q{i}\", false); try {{ }} catch (Exception) {{ await FailAsync(null!, true); }}")}}
                }
            }
            """]),
        Sized("implementations", 5000, n => [Listener("await handler.HandleAsync(ea);", "private readonly IHandler handler = null!;"),
            $"interface IHandler {{ Task HandleAsync(BasicDeliverEventArgs ea); }} {Repeat(n, i => $"class H{i}(HttpClient http) : IHandler {{ public Task HandleAsync(BasicDeliverEventArgs ea) => http.PostAsync(\"{i}\", null); }}")}"]),
        Sized("messages with handlers", 1000, n => [Listener(Repeat(n, i => $"await bus.SendAsync(new M{i}());"), "private readonly IBus bus = null!;"),
            $"interface IBus {{ Task SendAsync(object message); }} interface IHandler<T> {{ Task HandleAsync(T message); }} {Repeat(n, i => $"class M{i}; class H{i}(HttpClient http) : IHandler<M{i}> {{ public Task HandleAsync(M{i} message) => http.PostAsync(\"{i}\", null); }}")}"]),
        Sized("registrations", 5000, n => [Listener("await channel.BasicAckAsync(ea.DeliveryTag, false);"),
            $"class Start {{ public void Add(IServiceCollection services) {{ {Repeat(n, i => $"services.AddSingleton<Listener>(provider => new Listener(provider.GetRequiredService<IConnection>(), null!, null!));")} }} }}"]),
        Sized("parts", 1000, n => [.. Enumerable.Range(0, n).Select(i => i == 0 ? "partial " + Listener("await M1(ea);") : $"partial class Listener {{ private Task M{i}(BasicDeliverEventArgs ea) => M{(i + 1) % n}(ea); }}")]),
        Sized("variables", 5000, n => [Listener(Repeat(n, i => $"var v{i} = {(i == 0 ? "ea.Redelivered" : $"v{i - 1}")};") + $"if (!v{n - 1}) await channel.BasicNackAsync(ea.DeliveryTag, false, v{n - 1});")]),
        Sized("arguments", 5000, n => [Listener($"await http.PostAsync(string.Concat({Repeat(n, i => $"\"{i}\"", ", ")}), null);")]),
        Sized("parameters", 1000, n => [Listener($"await M({Repeat(n, i => $"\"{i}\"", ", ")});", $"private Task M({Repeat(n, i => $"string p{i}", ", ")}) => http.PostAsync(p0, null);")]),
        Sized("type parameters", 500, n => [Listener($"await M<{Repeat(n, _ => "int", ", ")}>();", $"private Task M<{Repeat(n, i => $"T{i}", ", ")}>() => http.PostAsync(\"a\", null);")]),
        Sized("enum members", 5000, n => [Listener("if (Kind.K1 == (Kind)ea.DeliveryTag) await channel.BasicNackAsync(ea.DeliveryTag, false, true);", $"enum Kind {{ {Repeat(n, i => $"K{i},")} }}")]),
        Sized("attributes", 5000, n => [Repeat(n, "[Obsolete] ") + Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, true);")]),
        Sized("files that mention the client", 5000, n => [.. Enumerable.Range(0, n).Select(i => $"class C{i} {{ /* BasicConsume */ }}")]),
        Nested("namespaces", 100, depth => Around(depth, "namespace N { ", Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, true);"), " }")),
        Nested("types in types", 100, depth => Repeat(depth, i => $"class C{i} {{ ", "") + Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, true);") + Repeat(depth, " }")),
        Nested("base classes", 100, depth => Listener("await M(ea);").Replace("http)", "http) : B0", StringComparison.Ordinal) +
            Repeat(depth, i => i == depth - 1 ? $"class B{i} {{ protected virtual Task M(BasicDeliverEventArgs ea) => Task.CompletedTask; }}" : $"class B{i} : B{i + 1} {{ protected override Task M(BasicDeliverEventArgs ea) => base.M(ea); }}")),
        Nested("interfaces of interfaces", 100, depth => Listener("await bus.M(ea);", "private readonly I0 bus = null!;") +
            Repeat(depth, i => i == depth - 1 ? $"interface I{i} {{ Task M(BasicDeliverEventArgs ea); }}" : $"interface I{i} : I{i + 1};") + "class Bus(HttpClient http) : I0 { public Task M(BasicDeliverEventArgs ea) => http.PostAsync(\"a\", null); }"),
        V7("a line of a million characters", Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, true);").ReplaceLineEndings(" ") + "/*" + new string('x', 1_000_000) + "*/"),
        V7("a name of a hundred thousand characters", Listener($"var {new string('q', 100_000)} = true; await channel.BasicNackAsync(ea.DeliveryTag, false, {new string('q', 100_000)});")),
        Sized("comments", 100_000, n => [Repeat(n, "// BasicConsume\n") + Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, true);")]),
    ];
}
