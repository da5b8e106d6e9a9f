namespace Leveret.Robustness.Tests.Hard;

/// <summary>Statements that nest deeply, around what a rule looks at.</summary>
internal static partial class HardInputs
{
    private static (string Name, int Depth, Func<int, string, string> Nest)[] OfStatements =>
    [
        ("blocks", 100, (depth, inner) => Around(depth, "{ ", inner, " }")),
        ("if", 100, (depth, inner) => Around(depth, "if (_flag) { ", inner, " }")),
        ("if without braces", 100, (depth, inner) => Repeat(depth, "if (_flag) ") + $"{{ {inner} }}"),
        ("else if", 100, (depth, inner) => Repeat(depth, "if (_flag) _flag = false; else ") + $"{{ {inner} }}"),
        ("else", 100, (depth, inner) => Around(depth, "if (_flag) { return; } else { ", inner, " }")),
        ("while", 100, (depth, inner) => Around(depth, "while (true) { ", inner, " }")),
        ("do", 100, (depth, inner) => Around(depth, "do { ", inner, " } while (!_flag);")),
        ("for", 100, (depth, inner) => Around(depth, "for (;;) { ", inner, " }")),
        ("foreach", 100, (depth, inner) => Around(depth, "foreach (var _ in _numbers) { ", inner, " }")),
        ("try and catch", 100, (depth, inner) => Around(depth, "try { await Task.Yield(); } catch (Exception) { ", inner, " }")),
        ("try and finally", 100, (depth, inner) => Around(depth, "try { ", inner, " } finally { _flag = false; }")),
        ("try of try", 100, (depth, inner) => Around(depth, "try { ", inner, " } catch (InvalidOperationException) when (_flag) { throw; }")),
        ("using", 100, (depth, inner) => Around(depth, "using (new HttpClient()) { ", inner, " }")),
        ("lock", 100, (depth, inner) => Around(depth, "lock (this) { ", inner, " }")),
        ("switch", 100, (depth, inner) => Around(depth, "switch (_flag) { case true: break; default: ", inner, " break; }")),
        ("labels", 100, (depth, inner) => Repeat(depth, i => $"l{i}: ", "") + inner + Repeat(depth, i => $"if (_flag) goto l{i};")),
        ("local functions", 100, (depth, inner) => Repeat(depth, i => $"await F{i}(); async Task F{i}() {{ ", "") + inner + Repeat(depth, " }")),
        ("functions that are called", 50, (depth, inner) => Around(depth, "await Run(async () => { ", inner, " });")),
        ("functions in variables", 100, (depth, inner) => Repeat(depth, i => $"Func<Task> f{i} = async () => {{ ", "") + inner + Repeat(depth, i => $"}}; await f{depth - 1 - i}();")),
        ("checked", 100, (depth, inner) => Around(depth, "checked { ", inner, " }")),
        ("using declarations", 100, (depth, inner) => Repeat(depth, i => $"using var c{i} = new HttpClient();") + inner),
    ];

    /// <summary>Statements that stand in a row.</summary>
    private static (string Name, Func<int, string, string> Precede)[] OfRows =>
    [
        ("returns", (n, inner) => Repeat(n, "if (_flag) return;\n") + inner),
        ("assignments", (n, inner) => Repeat(n, "_flag = !_flag;\n") + inner),
        ("flags of each other", (n, inner) => Repeat(n, i => $"var b{i} = {(i == 0 ? "_flag" : $"!b{i - 1}")};") + $"if (b{n - 1}) {{ {inner} }}"),
        ("flags of two others", (n, inner) => Repeat(n, i => $"var b{i} = {(i == 0 ? "_flag" : $"b{i - 1} && !b{i - 1}")};") + $"if (b{n - 1}) {{ {inner} }}"),
    ];

    private static IEnumerable<HardInput> Statements() =>
    [
        .. OfStatements.Select(static s => Nested("statement: " + s.Name, s.Depth, depth => Surroundings(inner => s.Nest(depth, inner)))),
        .. OfRows.Select(static s => Sized("before: " + s.Name, 1000, n => [Surroundings(inner => s.Precede(n, inner))])),
    ];

    /// <summary>Every call that a rule looks at, inside the statement.</summary>
    private static string Surroundings(Func<string, string> nest) => $$"""
        class Listener(IConnection connection, DbConnection database, HttpClient http)
        {
            private bool _flag;
            private int[] _numbers = [];

            public async Task StartAsync()
            {
                var channel = await connection.CreateChannelAsync();
                {{nest("await channel.BasicQosAsync(0, 10, false);")}}
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    {{nest("await HandleAsync(channel, ea);")}}
                };
                {{nest("await channel.BasicConsumeAsync(\"letters\", false, consumer); await channel.BasicConsumeAsync(\"letters\", true, consumer);")}}
            }

            private async Task HandleAsync(IChannel channel, BasicDeliverEventArgs ea)
            {
                try
                {
                    {{nest("await http.PostAsync(\"letters\", null); await channel.BasicAckAsync(ea.DeliveryTag, false);")}}
                }
                catch (Exception)
                {
                    {{nest("await channel.BasicNackAsync(ea.DeliveryTag, false, _flag || true);")}}
                    await FailAsync(channel, ea, true);
                }
            }

            private async Task FailAsync(IChannel channel, BasicDeliverEventArgs ea, bool requeue)
            {
                {{nest("await channel.BasicNackAsync(ea.DeliveryTag, false, requeue);")}}
            }

            public async Task PollAsync(IChannel channel)
            {
                while (true)
                {
                    {{nest("var result = await channel.BasicGetAsync(\"letters\", true); if (result == null) continue; await http.PostAsync(result.Exchange, null);")}}
                }
            }

            public async Task GetAsync(IChannel channel)
            {
                {{nest("while (true) { if (await channel.MessageCountAsync(\"letters\") == 0) continue; break; }")}}
            }

            private static Task Run(Func<Task> work) => work();
        }
        """;
}
