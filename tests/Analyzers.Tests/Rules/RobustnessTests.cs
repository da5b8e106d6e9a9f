namespace Leveret.Analyzers.Tests.Rules;

/// <summary>Code that goes round in circles or very deep: the rules may be silent, but come to an end and do not crash.</summary>
public class RobustnessTests
{
    [Fact]
    public Task Consumers_made_with_each_others_channel() => Snippets.V6("""
        class Pair
        {
            private EventingBasicConsumer _one = null!, _two = null!;

            public void Tie()
            {
                _one = new EventingBasicConsumer(_two.Model);
                _two = new EventingBasicConsumer(_one.Model);
                _one.Model.BasicConsume("letters", false, _two);
            }
        }
        """);

    [Fact]
    public Task Flags_that_are_each_others_opposite() => Snippets.V7("""
        class Listener
        {
            public async Task HandleAsync(IChannel channel, BasicDeliverEventArgs ea)
            {
                bool keep = false, drop = false;
                keep = !drop;
                drop = !keep;
                try
                {
                    await channel.BasicAckAsync(ea.DeliveryTag, false);
                }
                catch (Exception)
                {
                    await channel.BasicNackAsync(ea.DeliveryTag, false, keep);
                }
            }
        }
        """);

    [Fact]
    public Task Properties_that_return_each_other() => Snippets.V7("""
        interface IHolder
        {
            IChannel Channel { get; }
        }

        class First : IHolder
        {
            private readonly IHolder second;

            public First(IHolder holder) => second = holder;

            public IChannel Channel => second.Channel;
        }

        class Second : IHolder
        {
            private readonly IHolder _first;

            public Second(IHolder first) => _first = first;

            public virtual IChannel Channel => _first.Channel;

            public async Task StartAsync() => await Channel.BasicConsumeAsync("letters", false, new AsyncEventingBasicConsumer(Channel));
        }

        class Third : Second
        {
            public Third(IHolder first) : base(first) { }

            public override IChannel Channel => base.Channel;
        }
        """);

    [Fact]
    public Task Functions_that_return_each_other() => Snippets.V7("""
        class Listener
        {
            private Func<BasicDeliverEventArgs, Task> One() => Two();

            private Func<BasicDeliverEventArgs, Task> Two() => ea => One()(ea);

            public async Task StartAsync(IConnection connection)
            {
                var channel = await connection.CreateChannelAsync();
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => Two()(ea);
                await channel.BasicConsumeAsync("letters", false, consumer);
            }
        }
        """);

    [Fact]
    public Task Handlers_and_gets_that_call_each_other() => Snippets.V6("""
        class Loop
        {
            private readonly IModel _model;

            public Loop(IModel model) => _model = model;

            public string Ping(int depth) => depth == 0 ? Get() : Pong(depth - 1);

            public string Pong(int depth) => Ping(depth);

            private string Get() => _model.BasicGet("letters", true)?.RoutingKey ?? "";
        }
        """);

    [Theory]
    [InlineData(200)]
    [InlineData(1000)]
    public Task Deep_nesting(int depth) => Snippets.Incomplete(Leveret.Verification.Client.V7, $$"""
        class Deep
        {
            public async Task StartAsync(IChannel channel, string name, bool auto)
            {
                var key = {{string.Concat(Enumerable.Repeat("name ?? (", depth))}}name{{new string(')', depth)}};
                var flag = {{string.Join(" && ", Enumerable.Repeat("auto", depth))}};
                await channel.BasicQosAsync(0, 10, false);
                await channel.BasicConsumeAsync(key, flag, new AsyncEventingBasicConsumer(channel));
            }
        }
        """);

    [Fact]
    public Task Chain_of_five_hundred_methods() => Snippets.V7($$"""
        class Chain
        {
            public async Task StartAsync(IChannel channel)
            {
                await channel.BasicQosAsync(0, 10, false);
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += (_, ea) => Step0(Forward0(channel), ea);
                await channel.BasicConsumeAsync("letters", false, consumer);
            }

            {{string.Join("\n    ", Enumerable.Range(0, 500).Select(i => $"private Task Step{i}(IChannel channel, BasicDeliverEventArgs ea) => Step{(i + 1) % 500}(channel, ea);"))}}
            {{string.Join("\n    ", Enumerable.Range(0, 500).Select(i => $"private IChannel Forward{i}(IChannel channel) => Forward{(i + 1) % 500}(channel);"))}}
        }
        """);
}
