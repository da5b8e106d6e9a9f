using Leveret.Verification;

namespace Leveret.Robustness.Tests.Hard;

/// <summary>Code that is unusual, half written or no code at all.</summary>
internal static partial class HardInputs
{
    private const string Requeue = "await channel.BasicNackAsync(ea.DeliveryTag, false, true);";

    private static IEnumerable<HardInput> Oddities() =>
    [
        Plain("odd: empty file", Client.V7, ""),
        Plain("odd: no file", Client.V7),
        Plain("odd: only a word", Client.V7, "BasicConsumeAsync"),
        Plain("odd: only a call", Client.V7, "x.BasicConsumeAsync("),
        Plain("odd: only a comment", Client.V7, "/* BasicConsumeAsync"),
        Plain("odd: only white space", Client.V7, new string(' ', 100_000) + "\r\n\n\r\u2028\u0085"),
        Plain("odd: null bytes", Client.V7, Usings + Listener(Requeue).Replace(" ", " \0", StringComparison.Ordinal)),
        Plain("odd: null bytes in names and texts", Client.V7, Usings + Listener(Requeue).Replace("letters", "let\0ters", StringComparison.Ordinal).Replace("Async", "Asy\0nc", StringComparison.Ordinal)),
        Plain("odd: every character", Client.V7, "class BasicConsume { string s = \"" + string.Concat(Enumerable.Range(0, 0x10000).Select(i => (char)i).Where(c => c is not ('"' or '\\' or '\r' or '\n'))) + "\"; }"),
        Plain("odd: half surrogates", Client.V7, Usings + Listener("await channel.BasicNackAsync(ea.DeliveryTag, false, \"\uD83D\" == \"\uDE00\");").Replace("letters", "\\uD83D\uDE00\uD83D", StringComparison.Ordinal)),
        Plain("odd: half surrogates in names", Client.V7, Usings + Listener(Requeue).Replace("channel", "cha\uD83Dnnel", StringComparison.Ordinal)),
        Plain("odd: escapes in names", Client.V7, Usings + Listener(Requeue).Replace("consumer", "@consum\\u0065r", StringComparison.Ordinal).Replace("BasicNackAsync", "Basic\\u004EackAsync", StringComparison.Ordinal)),
        Plain("odd: byte order marks", Client.V7, "\uFEFF\uFEFF" + Usings + Listener(Requeue).Replace(";", ";\uFEFF", StringComparison.Ordinal)),
        Plain("odd: binary", Client.V7, string.Concat(Enumerable.Range(0, 100_000).Select(i => (char)(i * 7919 % 65536))) + "BasicConsume"),
        Plain("odd: only opening braces", Client.V7, "class BasicConsume " + new string('{', 10_000)),
        Plain("odd: only closing braces", Client.V7, new string('}', 10_000) + "BasicConsume"),
        Plain("odd: only opening parentheses", Client.V7, "class C { void BasicConsume() { x" + new string('(', 500)),
        Plain("odd: only angle brackets", Client.V7, "class C { void BasicConsume() { x" + new string('<', 10_000)),
        Plain("odd: only quotes", Client.V7, "BasicConsume" + new string('"', 10_001)),
        Plain("odd: only dots", Client.V7, "class C { void BasicConsume() { x" + new string('.', 10_000)),
        Plain("odd: markup of a merge", Client.V7, Usings + "<<<<<<< HEAD\n" + Listener(Requeue) + "\n=======\n" + Listener("") + "\n>>>>>>> other\n"),
        V7("odd: missing names", "class { IConnection ; IChannel ; void () { .BasicConsumeAsync(\"a\", false, ); } class Listener(IConnection , IChannel ) { private async Task (IChannel , bool ) { var = ; await .BasicNackAsync(1, false, ); Task () { await channel.BasicNackAsync(1, false, requeue: ); } channel. += .BasicGetAsync(); foreach (var in ) ; } public IChannel { get; set; } public async Task StartAsync() => await .BasicConsumeAsync(, , new AsyncEventingBasicConsumer()); event ; }", "enum { , , } delegate void (); namespace ; using ; interface { Task (); } record (IChannel );"),
        V7("odd: half open regions", "#region One\n#if DEBUG\n#region Two\n#endif\n" + Listener("#if A\n" + Requeue + "\n#else\n#elif B\n#endif\n#endregion\n" + Requeue) + "\n#if X"),
        V7("odd: half open directives", Listener("#line 5 \"C.cs\"\n" + Requeue + "\n#line hidden\n" + Requeue + "\n#pragma warning disable\n#pragma checksum\n#nullable maybe\n#error no\n#r \"x\"\n#load\n")),
        V7("odd: negative line", Listener("#line (1, 1) - (0, 0) 5 \"C.cs\"\n" + Requeue + "\n#line 16707565\n" + Requeue + "\n#line default\n")),
        V7("odd: top-level statements", """
            var factory = new ConnectionFactory();
            await using var connection = await factory.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            var consumer = new AsyncEventingBasicConsumer(channel);
            var requeue = args.Length > 0;
            consumer.ReceivedAsync += Handle;
            await channel.BasicConsumeAsync("letters", false, consumer);
            while (true)
            {
                if (await channel.BasicGetAsync("letters", true) is not { } result)
                    continue;
                await new HttpClient().PostAsync(result.Exchange, null);
            }

            async Task Handle(object sender, BasicDeliverEventArgs ea)
            {
                try { await new HttpClient().PostAsync("letters", null); }
                catch (Exception) { await channel.BasicNackAsync(ea.DeliveryTag, false, requeue); await channel.BasicNackAsync(ea.DeliveryTag, false, true); }
            }
            """),
        V7("odd: statements among types", "class A;\nawait channel.BasicConsumeAsync(\"letters\", false, consumer);\nnamespace N { await channel.BasicGetAsync(\"letters\", true); class B; }\nvar channel = channel;\nnamespace M;\nwhile (true) channel.BasicGetAsync(\"letters\", true);"),
        V7("odd: two entry points", "await channel.BasicConsumeAsync(\"letters\", false, consumer);", "IChannel channel = null; await channel.BasicConsumeAsync(\"letters\", false, channel);"),
        V7("odd: records", """
            record Listener(IChannel Channel, HttpClient Http) : Base(Channel)
            {
                private readonly IChannel _channel = Channel;
                public bool Flag { get; init; } = Channel is null;
                public Listener(IConnection connection) : this(connection.CreateChannelAsync().Result, new()) { }
                public async Task StartAsync() { var other = this with { Channel = null }; await other.Channel.BasicConsumeAsync("letters", false, new AsyncEventingBasicConsumer(_channel)); await Base.BasicNackAsync(1, false, other.Flag); }
            }
            record Base(IChannel Base);
            readonly record struct Value(IChannel Channel) { public Task StartAsync() => Channel.BasicConsumeAsync("letters", false, new AsyncEventingBasicConsumer(Channel)); }
            """),
        V7("odd: primary constructors", """
            class Base(IChannel channel, bool flag = true) { protected IChannel C => channel; protected bool F = flag; }
            class Listener(IConnection connection, IChannel channel) : Base(connection.CreateChannelAsync().Result, channel is null)
            {
                public Listener() : this(null, null) { }
                private readonly IChannel channel = channel;
                public async Task StartAsync() { await channel.BasicConsumeAsync("letters", F, new AsyncEventingBasicConsumer(C)); channel = C; connection = null; }
            }
            struct S(IChannel channel) { public Task M() => channel.BasicConsumeAsync("letters", false, new AsyncEventingBasicConsumer(channel)); }
            interface I(IChannel channel) { Task M() => channel.BasicConsumeAsync("letters", false, new AsyncEventingBasicConsumer(channel)); }
            enum E(IChannel channel) { A = channel.BasicConsumeAsync }
            """),
        Plain("odd: global aliases", Client.V7,
            "global using Ch = RabbitMQ.Client.IChannel; global using unsafe P = int*; global using T = (int A, RabbitMQ.Client.IChannel B); global using static System.Console; global using Broken = ; global using N = System.Nullable<;",
            Usings + Listener(Requeue, "private Ch _c; private T _t; public Task M() => _t.B.BasicConsumeAsync(\"letters\", false, new AsyncEventingBasicConsumer(_t.B)); public Task N(Ch c) => (c ?? _c).BasicConsumeAsync(\"letters\", false, null);")),
        V7("odd: file-local types", "file " + Listener("await new Helper().M(channel);") + "file class Helper { public Task M(IChannel c) => c.BasicNackAsync(1, false, true).AsTask(); }", "file " + Listener("await new Helper().M(channel);") + "file class Helper { public Task M(IChannel c) => c.BasicNackAsync(1, false, true).AsTask(); }"),
        V7("odd: types of the same name", Listener(Requeue), Listener(Requeue), "struct Listener; interface Listener<T>; enum Listener { A } delegate void Listener(int a);"),
        V7("odd: methods of the same name", Listener("await M(ea); await M(ea);", "Task M(BasicDeliverEventArgs ea) => M(ea); Task M(BasicDeliverEventArgs ea) => null; int M; class M; event Action M;")),
        V7("odd: async iterators", Listener("await foreach (var e in Read(channel).WithCancellation(default)) await channel.BasicNackAsync(e.DeliveryTag, false, true);", "private async IAsyncEnumerable<BasicGetResult> Read(IChannel channel) { while (true) { var m = await channel.BasicGetAsync(\"letters\", false); if (m == null) { await Task.Delay(10); yield break; } try { yield return m; } finally { yield return null; } } }")),
        V7("odd: names of the client", """
            class IChannel { public Task BasicConsumeAsync(string queue, bool autoAck, object consumer) => null; }
            class BasicConsume { public BasicConsume BasicNack => this; public BasicConsume this[BasicConsume BasicGet] => BasicGet; public static implicit operator IChannel(BasicConsume BasicQos) => BasicQos; }
            class Listener(IChannel channel, BasicConsume BasicQos) { public async Task StartAsync() { await channel.BasicConsumeAsync("letters", false, null); await ((IChannel)BasicQos[BasicQos.BasicNack]).BasicConsumeAsync("letters", false, null); BasicConsume.BasicNack(); nameof(BasicConsumeAsync); } }
            """),
        V7("odd: calls without a receiver", "class Listener { void M() { BasicConsumeAsync(\"letters\", false, null); BasicGet(); BasicNack(1, false, true); this.BasicQos(0, 0, false); base.BasicQosAsync(0, 0, false); (1).BasicGetAsync(); null.BasicGetAsync(\"a\", true); default(RabbitMQ.Client.IChannel).BasicGetAsync(\"a\", true); typeof(int).BasicConsume(); \"\".BasicConsume(); int.BasicConsume(); RabbitMQ.Client.IChannel.BasicConsumeAsync(\"a\", false, null); } }"),
        V7("odd: calls with wrong arguments", "class Listener { async Task M(IChannel c) { c.BasicConsumeAsync(); c.BasicConsumeAsync(autoAck: false); c.BasicConsumeAsync(consumer: null, consumer: null, consumer: null); c.BasicConsumeAsync(1, 2, 3, 4, 5, 6, 7, 8, 9); await c.BasicQosAsync(prefetchCount: , 0, ); await c.BasicNackAsync(ref c, out var x, in c); c.BasicGetAsync(\"a\", autoAck: throw null)?.BasicNackAsync(requeue: true); c.BasicConsumeAsync<int>(\"a\", false, null); c.BasicConsumeAsync; c.BasicConsumeAsync = null; } }"),
        V7("odd: conditional access", Listener("await (channel?.BasicNackAsync(ea?.DeliveryTag ?? 0, false, true) ?? default); connection?.CreateChannelAsync()?.Result?.BasicConsumeAsync(\"a\", false, null)?.Wait(); (channel?.BasicGetAsync(\"a\", true))?.Result?.Exchange?.ToString(); channel?.BasicQosAsync(0, 0, false)!?.ToString(); channel?.BasicQosAsync?.Invoke(0);")),
        V7("odd: dynamic", Listener("dynamic d = channel; await d.BasicNackAsync(ea.DeliveryTag, false, true); await d.BasicConsumeAsync(\"a\", false, d); await channel.BasicConsumeAsync((dynamic)\"a\", d, d); d.BasicGet = d.BasicQos[d.BasicConsume()];")),
        V7("odd: pointers", "unsafe class Listener { IChannel* c; delegate*<IChannel, bool, void> f; void M(IChannel d) { c->BasicConsumeAsync(\"a\", false, null); (*c).BasicGetAsync(\"a\", true); f(d, true); fixed (IChannel* e = &c[0]) e->BasicNackAsync(1, false, *(bool*)null); f = &N; } static void N(IChannel d, bool r) => d.BasicNackAsync(1, false, r); }"),
        V7("odd: references", "class Listener { IChannel _c; ref IChannel R => ref _c; ref IChannel M(ref IChannel c, out IChannel d, in IChannel e) { d = c; return ref c; } async Task S() { R = null; ref var l = ref R; M(ref R, out var d, in d) = d; await M(ref l, out l, in l).BasicConsumeAsync(\"a\", false, null); (var x, (R, _)) = (d, (d, d)); await x.BasicConsumeAsync(\"a\", false, null); } }"),
        V7("odd: deconstruction", Listener("var ((a, b), (c, d)) = ((channel, true), (channel, false)); (a, c) = (c, a); foreach (var (e, f) in new[] { (a, b) }) await e.BasicNackAsync(1, f, d); await using var (x, y) = (a, b); if ((a, b) is (var g, var h)) await g.BasicNackAsync(1, h, h); switch (a, b) { case (var i, true): await i.BasicNackAsync(1, false, true); break; }")),
        V7("odd: patterns", Listener("if (channel is IChannel { IsOpen: true, ChannelNumber: > 1 and < 3 or 7 } c and not null) await c.BasicNackAsync(1, false, ea is { Redelivered: var r } && r); if (ea is not { BasicProperties.Headers: [.., var last] and { Count: 0 } } q) return; await q.ToString(); if (ea is (1, 2) { }) ; if (ea is) ; switch (ea) { case: case null when channel.BasicNackAsync(1, false, true): default: }")),
        V7("odd: lambdas", Listener("", "Delegate D = async (ref IChannel c, params bool[] f) => await c.BasicNackAsync(1, f[0], f); Func<IChannel, object> E = static c => c.BasicConsumeAsync; object G = (c) => { c.BasicGet(; }; Func<int> H = delegate { return; }; object I = [Obsolete] async static (IChannel c = null, bool b = true) => await c.BasicConsumeAsync(\"a\", b, null); object J = async => async.BasicGet();")),
        V7("odd: local functions without bodies", Listener("await One(); Task One(); Task Two() => ; async extern static Task Three(); T Four<T>(T c) where T : IChannel => Four(c).BasicNackAsync(1, false, true); One = Two;")),
        V7("odd: members without bodies", "partial class Listener { public partial Task One(IChannel c); public partial Task One(IChannel c) => c.BasicConsumeAsync(\"a\", Two, Three); partial bool Two { get; } partial bool Two { get => Two; } partial IAsyncBasicConsumer Three { get; } extern Task Four(IChannel c); abstract Task Five(IChannel c) => c.BasicConsumeAsync(\"a\", false, null); Task Six(IChannel c) ; ~Listener => One(null); static Listener => ; public Listener(IChannel c) : ; public static operator +(Listener l) => l.One(null); event EventHandler E { add => One(null); remove { } } int this[IChannel c] => c.BasicGetAsync(\"a\", true); }"),
        V7("odd: initialisers that call", "class Listener(IChannel c) { Task A = c.BasicConsumeAsync(\"a\", false, new AsyncEventingBasicConsumer(c)); Task B { get; } = c.BasicGetAsync(\"a\", true); static Task C = ((IChannel)null).BasicQosAsync(0, 0, false); const Task D = c.BasicNackAsync(1, false, true); [Obsolete(c.BasicGetAsync(\"a\", true))] enum E { F = c.BasicGetAsync } event Action G = () => c.BasicNackAsync(1, false, true); Listener() : this(c.BasicNackAsync(1, false, true)) { } }"),
        V7("odd: attributes that call", "[assembly: Obsolete(c.BasicConsumeAsync(\"a\", false, null))] [module: BasicConsume] class Listener { [Obsolete(x.BasicGetAsync(\"a\", true))] void M([Obsolete(y.BasicNackAsync(1, false, true))] int a = z.BasicQosAsync(0, 0, false)) { } }"),
        V7("odd: queries", Listener("var all = from c in new[] { channel } where c.BasicGetAsync(\"a\", true).Result == null join d in new[] { channel } on c equals d into g let x = c.BasicConsumeAsync(\"a\", false, null) orderby c.BasicNackAsync(1, false, true), x group c by c.MessageCountAsync(\"a\") into h from i in h select i.BasicNackAsync(1, false, true); foreach (var m in all) await m; from c in;")),
        V7("odd: loops", "class Poller(IChannel c) { async Task M() { for (BasicGetResult r; (r = await c.BasicGetAsync(\"a\", true)) == null; await c.BasicGetAsync(\"a\", true)) ; while (await c.BasicGetAsync(\"a\", true) is null or { }) ; do ; while (await c.MessageCountAsync(\"a\") == 0); foreach (var x in await c.BasicGetAsync(\"a\", true)) continue; await foreach (c.BasicGetAsync(\"a\", true) in c) break; for (;;) for (;;) { await c.BasicGetAsync(\"a\", true); break; goto default; } while () { c.BasicGetAsync(\"a\", true); } break; continue; return c.BasicGetAsync(\"a\", true); } }"),
        V7("odd: timers", "class Poller(IChannel c) { void M() { new Timer(M); new Timer(_ => c.BasicGetAsync(\"a\", true), null, -1, 0); new Timer(N, null, TimeSpan.Zero, TimeSpan.FromDays(double.NaN)); new Timer(N, null, 1, TimeSpan.FromSeconds(1e300)); new Timer(N, 1, 2, 3, 4, 5); new System.Timers.Timer(-1).Elapsed += (_, _) => N(null); Task.Delay(int.MinValue).Wait(); new Timer(N).Change(); } async void N(object o) { while (true) { await c.BasicGetAsync(\"a\", true); await Task.Delay(TimeSpan.FromMilliseconds(-1e300)); await Task.Delay(TimeSpan.MaxValue); } } }"),
        V7("odd: numbers", "class Listener { async Task M(IChannel c) { await c.BasicQosAsync(0, 99999999999999999999999, false); await c.BasicQosAsync(0, -1, false); await c.BasicQosAsync(0, (ushort)0x1_0000, false); await c.BasicQosAsync(0, 0x, false); await c.BasicQosAsync(0, 1.5m, false); await c.BasicQosAsync(0, (ushort)(1 / 0), false); await c.BasicQosAsync(0, '\\0', false); await c.BasicQosAsync(0, (ushort)E.A, false); await c.BasicQosAsync(0, 0e0, false); await c.BasicQosAsync(0, default, false); await c.BasicQosAsync(0, null, false); await c.BasicQosAsync(0, nint.Zero, false); } enum E : ulong { A = ulong.MaxValue } }"),
        V7("odd: SQL", Listener("await using var command = database.CreateCommand(); command.CommandText = \"UPDATE \" + \" SET \" + \"= , == ,=,\" + \" WHERE \" + null + 'x' + 1 + $\"{$\"{\"INSERT \"}\"}\"; command.CommandText = \" SET UPDATE \"; command.CommandText = \"UPDATE a SET  WHERE\"; command.CommandText = \"UPDATE a SET b=b WHERE b=\"; command.CommandText += command.CommandText; await command.ExecuteNonQueryAsync(); command.CommandText = \"UPDATE a SET b = b\"; await command.ExecuteNonQueryAsync(); command.CommandText = \"UPDATE a SET =\"; await command.ExecuteNonQueryAsync();")),
        V7("odd: catches", Listener("try { } catch { " + Requeue + " throw; } catch when { } catch (Missing m) when (m is OperationCanceledException) { " + Requeue + " } catch () { } finally { " + Requeue + " } catch (string s) { " + Requeue + " }")),
        Plain("odd: another client's names", Client.V6, Usings + Listener(Requeue)),
        Plain("odd: the oldest client", Client.V5, Usings + Listener(Requeue)),
        Plain("odd: no client", Client.Absent, Usings + Listener(Requeue)),
    ];
}
