using Leveret.Verification;

namespace Leveret.Robustness.Tests.Hard;

/// <summary>Code that refers to itself.</summary>
internal static partial class HardInputs
{
    private static int[] Lengths => [2, 3, 10, 50];

    private static IEnumerable<HardInput> Circles() =>
    [
        .. Lengths.SelectMany(Rings),
        V7("circle: method that calls itself", Listener("await M(ea);", "private async Task M(BasicDeliverEventArgs ea) { await M(ea); await M(ea); }")),
        V7("circle: handler that calls itself", """
            class Listener(IConnection connection)
            {
                public async Task StartAsync()
                {
                    var channel = await connection.CreateChannelAsync();
                    var consumer = new AsyncEventingBasicConsumer(channel);
                    AsyncEventHandler<BasicDeliverEventArgs> handler = null!;
                    handler = async (sender, ea) => await handler(sender, ea);
                    consumer.ReceivedAsync += handler;
                    await channel.BasicConsumeAsync("letters", false, consumer);
                }
            }
            """),
        V7("circle: functions in fields", Listener("await _one();", "private Func<Task> _one; private Func<Task> _two; public void Tie() { _one = () => _two(); _two = () => _one(); _one = _two; _two = _one; }")),
        V7("circle: function that returns itself", Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, F()()());", "private delegate D D(); private D F() => () => F()()();")),
        V7("circle: functions given to each other", Listener("await One(f => Two(f));", "private Task One(Func<Func<Task>, Task> f) => f(() => Two(() => One(f))); private Task Two(Func<Task> f) => One(g => g(f));")),
        V7("circle: combinator", Listener("await Y<Task>(f => f)();", "private delegate F<T> F<T>(F<T> f); private Func<T> Y<T>(Func<Func<T>, Func<T>> f) => f(() => Y(f)());")),
        V7("circle: interfaces that call each other", Listener("await _one.M(ea);", "private readonly IOne _one = null!;"), """
            interface IOne : ITwo { Task M(BasicDeliverEventArgs ea); }
            interface ITwo { Task N(BasicDeliverEventArgs ea); }
            class One(IOne one, ITwo two) : IOne { public Task M(BasicDeliverEventArgs ea) => two.N(ea); public Task N(BasicDeliverEventArgs ea) => one.M(ea); }
            class Two(IOne one) : ITwo { public Task N(BasicDeliverEventArgs ea) => one.N(ea); }
            class Three(ITwo two) : IOne { public Task M(BasicDeliverEventArgs ea) => two.N(ea); public Task N(BasicDeliverEventArgs ea) => M(ea); }
            """),
        V7("circle: interfaces of each other", Listener("await _one.M(ea);", "private readonly IOne _one = null!;"), "interface IOne : ITwo { Task M(BasicDeliverEventArgs ea); } interface ITwo : IThree; interface IThree : IOne; class C : IThree { public Task M(BasicDeliverEventArgs ea) => M(ea); }"),
        V7("circle: classes of each other", Listener("await M(ea);").Replace("http)", "http) : One", StringComparison.Ordinal), "class One : Two { protected override Task M(BasicDeliverEventArgs ea) => base.M(ea); } class Two : Three { protected virtual Task M(BasicDeliverEventArgs ea) => null; } class Three : One { protected override Task M(BasicDeliverEventArgs ea) => base.M(ea); }"),
        V7("circle: class of itself", Listener("await M(ea);").Replace("http)", "http) : Listener", StringComparison.Ordinal)),
        V7("circle: class of its own nested class", Listener("await M(ea);", "public class Inner : Listener;").Replace("http)", "http) : Listener.Inner", StringComparison.Ordinal)),
        V7("circle: type parameters of each other", Listener("await M<int, int>(ea);", "private Task M<T, U>(BasicDeliverEventArgs ea) where T : U where U : T => M<U, T>(ea);")),
        V7("circle: type of its own argument", "class Channels : List<Channels.Item>, IEnumerable<Channels.Item> { public class Item : Channels; }", Listener("await new Channels()[0][0].ToString();")),
        V7("circle: generic handler of itself", """
            interface IHandler<T> { Task HandleAsync(T message); }
            class Handler<T>(IHandler<Handler<T>> inner) : IHandler<T> { public Task HandleAsync(T message) => inner.HandleAsync(this); }
            """, Listener("await _handler.HandleAsync(ea);", "private readonly IHandler<BasicDeliverEventArgs> _handler = null!;")),
        V7("circle: diamonds", Listener("await _top.M(ea);", "private readonly I0 _top = null!;"),
            Repeat(12, i => i == 11 ? $"interface I{i} {{ Task M(BasicDeliverEventArgs ea); }} interface J{i} : I{i};" : $"interface I{i} : I{i + 1}, J{i + 1}; interface J{i} : I{i + 1}, J{i + 1};") + "class Bottom(I0 top) : I0, J0 { public Task M(BasicDeliverEventArgs ea) => top.M(ea); }"),
        V7("circle: growing type", Listener("await new A<int>().M(ea);"), "class A<T> { public Task M(BasicDeliverEventArgs ea) => new A<A<T>>().M(ea); }"),
        V7("circle: growing virtual type", Listener("await new A<int>().M(ea);"), "class B<T> { public virtual Task M(BasicDeliverEventArgs ea) => new A<B<T>>().M(ea); } class A<T> : B<A<B<T>>> { public override Task M(BasicDeliverEventArgs ea) => new B<A<T>>().M(ea); }"),
        V7("circle: growing interface", Listener("await _one.M<int>(ea);", "private readonly IOne _one = null!;"), "interface IOne { Task M<T>(BasicDeliverEventArgs ea); } class One(IOne one) : IOne { public Task M<T>(BasicDeliverEventArgs ea) => one.M<Dictionary<T, T>>(ea); }"),
        V7("circle: growing method", Listener("await M(1, ea);", "private Task M<T>(T value, BasicDeliverEventArgs ea) => M(new List<T> { value }, ea);")),
        V7("circle: growing base class", "class A<T> : B<A<A<T>>>; class B<T> { public IChannel Channel { get; set; } }", Listener("await new A<int>().Channel.BasicNackAsync(ea.DeliveryTag, false, true);")),
        V7("circle: growing channel", "class A<T> { public IChannel Channel => new A<A<T>>().Channel; public A<A<T>> Next { get; } public async Task StartAsync() { await Next.Next.Channel.BasicConsumeAsync(\"letters\", false, new AsyncEventingBasicConsumer(Next.Channel)); } }"),
        V7("circle: constants of each other", Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, One);", "private const bool One = Two; private const bool Two = !One; private const string Name = Name + Name;")),
        V7("circle: fields of each other", Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, _one);", "private bool _one, _two, _three; public void Tie() { _one = _two; _two = _three; _three = _one; _one = !_one && _two; _one |= _two; }")),
        V7("circle: properties of each other", Listener("await One.BasicNackAsync(ea.DeliveryTag, false, Flag);", "private IChannel One { get => Two; set => Two = value; } private IChannel Two { get => One; set => One = value; } private bool Flag => !Flag;")),
        V7("circle: indexer of itself", Listener("await this[this[channel]].BasicNackAsync(ea.DeliveryTag, false, true);", "private IChannel this[IChannel channel] { get => this[channel]; set => this[value] = this[channel]; }")),
        V7("circle: variables of each other", Listener("var (a, b) = (channel, channel); (a, b) = (b, a); a = b; b = a; a ??= b ??= a; await a.BasicNackAsync(ea.DeliveryTag, false, (a = b) == (b = a));")),
        V7("circle: variable of itself", Listener("var a = a; IChannel b = b ?? b; await b.BasicNackAsync(ea.DeliveryTag, a, a);")),
        V7("circle: parameters given on", Listener("await M(channel, true, false);", "private Task M(IChannel channel, bool one, bool two) { try { return M(channel, two, one); } catch (Exception) { return channel.BasicNackAsync(1, one, two).AsTask(); } }")),
        V7("circle: default of itself", Listener("await M();", "private Task M(bool requeue = requeue, string name = nameof(name)) => null;")),
        V7("circle: local functions of each other", Listener("await One(); async Task One() { await Two(); One(); } async Task Two() { await One(); await channel.BasicNackAsync(ea.DeliveryTag, false, Three()); } bool Three() => Four(); bool Four() => Three();")),
        V7("circle: constructors of each other", Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, true);", "public Listener(int a) : this(\"\") { } public Listener(string a) : this(1) { }")),
        V7("circle: gets that call each other", """
            class Poller(IChannel channel)
            {
                public async Task One() { var m = await channel.BasicGetAsync("letters", true); if (m == null) await Two(); }
                public async Task Two() { await Three(() => One()); }
                public async Task Three(Func<Task> f) { await f(); await One(); }
                public async Task Four() => new Timer(async _ => await Four(), null, 1, 1);
            }
            """),
        V7("circle: jumps", """
            class Poller(IChannel channel)
            {
                public async Task RunAsync()
                {
                    a: if (await channel.BasicGetAsync("letters", true) is null) goto b;
                    c: goto a;
                    b: if (await channel.MessageCountAsync("letters") == 0) goto c; else goto d;
                    d: goto b;
                    e: goto e;
                }
            }
            """),
        V7("circle: iterators", Listener("await foreach (var flag in One()) await channel.BasicNackAsync(ea.DeliveryTag, false, flag);", "private async IAsyncEnumerable<bool> One() { await foreach (var flag in Two()) yield return flag; } private async IAsyncEnumerable<bool> Two() { await foreach (var flag in One()) yield return !flag; yield break; }")),
        V7("circle: aliases", Listener("await M(ea);", "private Task M(A ea) => M(ea);").Insert(0, "using A = B; using B = C; using C = A;")),
        V7("circle: consumers with each other's channel", """
            class Pair
            {
                private AsyncEventingBasicConsumer _one, _two, _three;

                public async Task Tie()
                {
                    _one = new AsyncEventingBasicConsumer(_two.Channel);
                    _two = new AsyncEventingBasicConsumer(_three.Channel);
                    _three = new AsyncEventingBasicConsumer(_one.Channel);
                    _one.ReceivedAsync += async (sender, ea) => await ((AsyncEventingBasicConsumer)sender).Channel.BasicNackAsync(1, false, true);
                    await _one.Channel.BasicConsumeAsync("letters", false, _three);
                }
            }
            """),
        V7("circle: consumer that is its own", """
            class Own : AsyncDefaultBasicConsumer
            {
                public Own(IChannel channel) : base(channel) { }
                public Own() : this(new Own().Channel) { }
                public Task StartAsync() => Channel.BasicConsumeAsync("letters", false, this);
                public override Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken token = default) =>
                    HandleBasicDeliverAsync(consumerTag, deliveryTag, redelivered, exchange, routingKey, properties, body, token);
            }
            """),
        Plain("circle: queueing consumer", Client.V5, """
            using RabbitMQ.Client;
            using RabbitMQ.Client.Events;
            class Reader
            {
                private QueueingBasicConsumer _consumer;
                public Reader() { _consumer = new QueueingBasicConsumer(_consumer.Model); }
                public void Run() { _consumer.Model.BasicConsume("letters", false, _consumer); while (true) { var e = (BasicDeliverEventArgs)_consumer.Queue.Dequeue(); Again(e); } }
                private void Again(BasicDeliverEventArgs e) { try { Run(); } catch { _consumer.Model.BasicNack(e.DeliveryTag, false, true); Again(e); } }
            }
            """),
        V7("circle: registrations", Listener("await _one.M(ea);", "private readonly IOne _one = null!;"), """
            interface IOne { Task M(BasicDeliverEventArgs ea); }
            class One(IOne one, IChannel channel) : IOne
            {
                public Task M(BasicDeliverEventArgs ea) => one.M(ea);
                public Task StartAsync() => channel.BasicConsumeAsync("letters", false, new AsyncEventingBasicConsumer(channel));
                public static void Add(IServiceCollection services)
                {
                    services.AddSingleton<IOne>(p => p.GetRequiredService<IOne>());
                    services.AddSingleton<IChannel>(p => p.GetRequiredService<IChannel>());
                    services.AddSingleton(p => p.GetService<IChannel>() ?? p.GetRequiredService<IChannel>());
                }
            }
            """),
    ];

    /// <summary>Handlers and services that call each other all round.</summary>
    private static IEnumerable<HardInput> Rings(int length) =>
    [
        V7($"circle of {length} methods", Listener("await M0(ea, channel);", Repeat(length, i => $"private async Task M{i}(BasicDeliverEventArgs ea, IChannel c) {{ try {{ await M{(i + 1) % length}(ea, c); await M{(i + 2) % length}(ea, c); }} catch (Exception) {{ await c.BasicNackAsync(ea.DeliveryTag, false, true); }} }}"))),
        V7($"circle of {length} services", Listener("await _s.M(ea);", "private readonly S0 _s = null!;"), Repeat(length, i => $"class S{i}(S{(i + 1) % length} next, HttpClient http) {{ public async Task M(BasicDeliverEventArgs ea) {{ await next.M(ea); }} }}")),
        V7($"circle of {length} interfaces", Listener("await _s.M(ea);", "private readonly I0 _s = null!;"), Repeat(length, i => $"interface I{i} {{ Task M(BasicDeliverEventArgs ea); }} class S{i}(I{(i + 1) % length} next) : I{i}, I{(i + 2) % length} {{ public Task M(BasicDeliverEventArgs ea) => next.M(ea); }}")),
        V7($"circle of {length} channels", $"class Holder {{ {Repeat(length, i => $"public IChannel C{i} => C{(i + 1) % length} ?? C{(i + 3) % length}; public IChannel G{i}(IChannel c) => G{(i + 1) % length}(c) ?? G{(i + 5) % length}(C{i});")} public Task StartAsync() => G0(C0).BasicConsumeAsync(\"letters\", false, new AsyncEventingBasicConsumer(G1(C1))); }}"),
        V7($"circle of {length} functions", Listener("await _f0();", Repeat(length, i => $"private Func<Task> _f{i};") + $"public void Tie() {{ {Repeat(length, i => $"_f{i} = () => _f{(i + 1) % length}(); _f{i} += _f{(i + 2) % length}; _f{i} = _f{(i + 3) % length};")} }}")),
        V7($"circle of {length} functions that make functions", Listener("await F0()();", Repeat(length, i => $"private Func<Task> F{i}() => F{(i + 1) % length}() ?? (() => F{(i + 2) % length}()());"))),
    ];
}
