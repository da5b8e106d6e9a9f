namespace Leveret.Robustness.Tests.Hard;

/// <summary>Expressions that nest deeply or go on and on, wherever a rule looks at an expression.</summary>
internal static partial class HardInputs
{
    /// <summary>Around a value of any type.</summary>
    private static (string Name, int Depth, Func<int, string, string> Nest)[] OfAnyType =>
    [
        ("in parentheses", 100, (depth, leaf) => Around(depth, "(", leaf, ")")),
        ("in invocations", 100, (depth, leaf) => Around(depth, "Same(", leaf, ")")),
        ("in checked", 100, (depth, leaf) => Around(depth, "checked(", leaf, ")")),
        ("in awaits", 100, (depth, leaf) => Around(depth, "(await Task.FromResult(", leaf, "))")),
        ("in conditional expressions", 100, (depth, leaf) => Around(depth, $"_flag ? {leaf} : (", leaf, ")")),
        ("in conditions of conditional expressions", 100, (depth, leaf) => $"{Around(depth, "(", "_flag", " ? _flag : _flag)")} ? {leaf} : {leaf}"),
        ("in a chain of conditional expressions", 100, (depth, leaf) => Repeat(depth, $"_flag ? {leaf} : ") + leaf),
        ("in switch expressions", 100, (depth, leaf) => Around(depth, $"_flag switch {{ true => {leaf}, _ => ", leaf, " }")),
        ("in coalescing", 100, (depth, leaf) => Around(depth, $"{leaf} ?? (", leaf, ")")),
        ("in casts", 100, (depth, leaf) => Repeat(depth, "(dynamic)") + leaf),
        ("with exclamation marks", 100, (depth, leaf) => leaf + Repeat(depth, "!")),
        ("in throws", 100, (depth, leaf) => Around(depth, $"{leaf} ?? throw new Exception((", leaf, ").ToString())")),
        ("in functions that are called", 50, (depth, leaf) => Around(depth, "((Func<dynamic>)(() => ", leaf, "))()")),
        ("in out variables", 100, (depth, leaf) => Around(depth, "Out(", leaf, ", out var _)")),
        ("in dictionaries", 100, (depth, leaf) => Around(depth, "new Dictionary<int, dynamic> { [1] = ", leaf, " }[1]")),
    ];

    private static (string Name, int Depth, Func<int, string, string> Nest)[] OfFlags =>
    [
        ("and in parentheses", 100, (depth, leaf) => Around(depth, $"{leaf} && (", leaf, ")")),
        ("assigned", 100, (depth, leaf) => "(" + Repeat(depth, "_flag = ") + leaf + ")"),
        ("not", 100, (depth, leaf) => Repeat(depth, "!") + $"({leaf})"),
        ("equal", 100, (depth, leaf) => Repeat(depth, $"({leaf}) == ") + $"({leaf})"),
        ("is", 100, (depth, leaf) => $"({leaf})" + Repeat(depth, " is true")),
        ("is not", 100, (depth, leaf) => $"({leaf}) is " + Repeat(depth, "not ") + "true"),
        ("is pattern in parentheses", 100, (depth, leaf) => $"({leaf}) is " + Around(depth, "(", "true", ")")),
        ("property pattern", 100, (depth, leaf) => "_node is " + Around(depth, "{ Next: ", "null", " }")),
        ("list pattern", 100, (depth, leaf) => "_anything is " + Around(depth, "[", "1", ", ..]")),
    ];

    private static (string Name, int Depth, Func<int, string, string> Nest)[] OfTexts =>
    [
        ("constants joined in parentheses", 100, (depth, _) => Around(depth, "\"INSERT \" + (", "\"INTO\"", ")")),
        ("in a chain of calls", 100, (depth, leaf) => leaf + Repeat(depth, ".Trim().Replace(\"a\", \"b\")")),
    ];

    /// <summary>Values of their own, beside what the rule looks at.</summary>
    private static (string Name, int Depth, Func<int, string> Value)[] OfTheirOwn =>
    [
        ("object initialisers", 100, depth => Around(depth, "new Node { Next = ", "null", " }")),
        ("arrays", 100, depth => Around(depth, "new object[] { ", "1", " }")),
        ("tuples", 100, depth => Around(depth, "(1, ", "1", ")")),
        ("anonymous types", 100, depth => Around(depth, "new { A = ", "1", " }")),
        ("collection expressions", 100, depth => "(object[])" + Around(depth, "[", "1", "]")),
        ("creations", 100, depth => Around(depth, "new Node(", "null", ")")),
        ("indexers", 100, depth => Around(depth, "_numbers[", "0", "]")),
        ("minus", 100, depth => Repeat(depth, "- ") + "1"),
        ("sums in parentheses", 100, depth => Around(depth, "_count + (", "1", ")")),
        ("members", 100, depth => "_node" + Repeat(depth, ".Next")),
        ("conditional members", 100, depth => "_node" + Repeat(depth, "?.Next")),
        ("conditional members in parentheses", 100, depth => Around(depth, "(", "_node", ")?.Next")),
        ("calls in a chain", 100, depth => "_node" + Repeat(depth, ".Do(x => x)")),
        ("conditional calls in a chain", 100, depth => "_node" + Repeat(depth, "?.Do(x => x)")),
        ("functions of functions", 100, depth => "(Func<int, dynamic>)(" + Repeat(depth, "_ => ") + "1)"),
        ("functions in calls", 50, depth => Around(depth, "Act(() => ", "Act(null)", ")")),
        ("blocks in functions in calls", 50, depth => Around(depth, "Act(() => { ", "Act(null);", " })")),
        ("types", 100, depth => "typeof(" + Around(depth, "List<", "int", ">") + ")"),
        ("arrays of arrays", 100, depth => "typeof(int" + Repeat(depth, "[]") + ")"),
        ("with", 100, depth => Repeat(depth, "(") + "_node" + Repeat(depth, " with { Next = null })")),
        ("a query", 100, depth => "from x0 in _numbers " + Repeat(depth, i => $"from x{i + 1} in _numbers", " ") + " select x0"),
        ("a query of queries", 100, depth => Around(depth, "(from x in ", "_numbers", " select x)")),
        ("pointers", 100, depth => "sizeof(int" + Repeat(depth, "*") + ")"),
    ];

    /// <summary>Flags that nest little and are long.</summary>
    private static (string Name, int Length, Func<int, string> Flag)[] OfLongFlags =>
    [
        ("and", 5000, n => Repeat(n, "_flag && ") + "_flag"),
        ("or", 1000, n => Repeat(n, "_flag || ") + "_flag"),
        ("is one of many", 1000, n => "_count is " + Repeat(n, Number, " or ")),
        ("comparison", 1000, n => "_count < " + Repeat(n, Number, " + ")),
        ("sum", 5000, n => Repeat(n, "_count + ") + "1 > 0"),
        ("assigned in parentheses, for which the compiler takes twice as long with each more", 10, n => Around(n, "(_flag = ", "true", ")")),
    ];

    private static (string Name, int Length, Func<int, string> Text)[] OfLongTexts =>
    [
        ("joined", 5000, n => Repeat(n, "_text + \"INSERT \" + ") + "_text"),
        ("constants joined", 5000, n => Repeat(n, "\"INSERT \" + ") + "\"INTO\""),
        ("interpolated with many holes", 1000, n => "$\"" + Repeat(n, "{_text} ") + "\""),
        ("interpolated in each other, for which the compiler takes several times as long with each more", 8, n => Around(n, "$\"{", "_text", "}\"")),
        ("very long", 200_000, n => "\"" + Repeat(n, "INSERT ") + "\""),
    ];

    private static IEnumerable<HardInput> Expressions() =>
    [
        .. OfAnyType.Select(static s => Nested("value " + s.Name, s.Depth, depth => Places(leaf => s.Nest(depth, leaf), leaf => s.Nest(depth, leaf), leaf => s.Nest(depth, leaf)))),
        .. OfFlags.Select(static s => Nested("flag: " + s.Name, s.Depth, depth => Places(Plain, leaf => s.Nest(depth, leaf), Plain))),
        .. OfTexts.Select(static s => Nested("text: " + s.Name, s.Depth, depth => Places(Plain, Plain, leaf => s.Nest(depth, leaf)))),
        .. OfTheirOwn.Select(static s => Nested("beside: " + s.Name, s.Depth, depth => Places(leaf => $"Pick({leaf}, {s.Value(depth)})", Plain, Plain))),
        .. OfLongFlags.Select(static s => Sized("long flag: " + s.Name, s.Length, n => [FewPlaces(s.Flag(n), "_text")])),
        .. OfLongTexts.Select(static s => Sized("long text: " + s.Name, s.Length, n => [FewPlaces("_flag", s.Text(n))])),
    ];

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Plain(string leaf) => leaf;

    /// <summary>Every place in which a rule looks at a value, a flag or a text.</summary>
    private static string Places(Func<string, string> value, Func<string, string> flag, Func<string, string> text) => $$"""
        class Listener(IConnection connection, DbConnection database, HttpClient http)
        {
            private IChannel _channel = null!;
            private bool _flag = {{flag("true")}};
            private string _text = {{text("\"letters\"")}};
            private ushort _count = 10;
            private int[] _numbers = [];
            private Node _node = null!;
            private dynamic _anything = null!;

            public async Task StartAsync()
            {
                _channel = {{value("await connection.CreateChannelAsync()")}};
                var channel = {{value("_channel")}};
                await ({{value("channel")}}).BasicQosAsync(0, {{value("_count")}}, false);
                var consumer = {{value("new AsyncEventingBasicConsumer(channel)")}};
                consumer.ReceivedAsync += async (_, ea) =>
                {
                    try
                    {
                        if ({{flag("_flag")}})
                            return;
                        await using var command = database.CreateCommand();
                        command.CommandText = {{text("_text")}};
                        await command.ExecuteNonQueryAsync();
                        await http.PostAsync({{text("_text")}}, null);
                        await channel.BasicAckAsync({{value("ea")}}.DeliveryTag, false);
                    }
                    catch (Exception e) when ({{flag("_flag")}})
                    {
                        if ({{flag("_flag")}})
                            await ({{value("channel")}}).BasicNackAsync(ea.DeliveryTag, false, {{flag("_flag")}});
                    }
                };
                await ({{value("channel")}}).BasicConsumeAsync({{text("_text")}}, {{flag("_flag")}}, {{value("consumer")}});
                await channel.BasicConsumeAsync({{text("_text")}}, false, consumer);
                await channel.BasicConsumeAsync(_text, {{flag("true")}}, consumer);
            }

            public async Task PollAsync(IChannel channel)
            {
                while ({{flag("true")}})
                {
                    var result = {{value("await channel.BasicGetAsync(\"letters\", false)")}};
                    if (result == null && {{flag("_flag")}})
                    {
                        await Task.Delay({{value("1000")}});
                        continue;
                    }

                    await http.PostAsync({{text("result.Exchange")}}, null);
                }
            }

            private static T Same<T>(T value) => value;

            private static T Pick<T>(T value, object other) => value;

            private static T Out<T>(T value, out T same) => same = value;

            private static object Act(Action action) => action;
        }

        record Node(Node Before = null)
        {
            public Node Next { get; init; }

            public Node Do(Func<Node, Node> done) => done(this);
        }
        """;

    /// <summary>A few of the places.</summary>
    private static string FewPlaces(string flag, string text) => Listener(
        $$"""
        try
        {
            await using var command = database.CreateCommand();
            command.CommandText = {{text}};
            await command.ExecuteNonQueryAsync();
            if ({{flag}})
                return;
            await channel.BasicAckAsync(ea.DeliveryTag, false);
        }
        catch (Exception)
        {
            await channel.BasicNackAsync(ea.DeliveryTag, false, {{flag}});
        }
        """,
        $$"""
        private bool _flag;
        private string _text;
        private ushort _count;

        public async Task PollAsync(IChannel channel)
        {
            while ({{flag}})
            {
                if (await channel.BasicGetAsync({{text}}, true) is null)
                    continue;
            }
        }
        """);
}
