using System;
using System.Threading.Channels;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bridge;

public sealed class ChannelBridge
{
    private readonly Channel<(ulong Tag, string Text)> _work = Channel.CreateBounded<(ulong, string)>(100);
    private readonly Lazy<Task<IChannel>> _channel;

    public ChannelBridge(IConnection connection) => _channel = new Lazy<Task<IChannel>>(() => connection.CreateChannelAsync());

    private Task<IChannel> Current => _channel.Value;

    public async Task RunAsync()
    {
        var consumer = new AsyncEventingBasicConsumer(await Current);
        consumer.ReceivedAsync += async (_, ea) => await _work.Writer.WriteAsync((ea.DeliveryTag, System.Text.Encoding.UTF8.GetString(ea.Body.Span)));
        await (await Current).BasicConsumeAsync("bridge", false, consumer);

        await foreach (var (tag, text) in _work.Reader.ReadAllAsync())
        {
            var done = text switch
            {
                { Length: 0 } => true,
                [var first, ..] when char.IsDigit(first) => await TryAsync(text),
                "stop" or "end" => false,
                _ => text.Length < 10,
            };
            var channel = await Current;
            await (done ? channel.BasicAckAsync(tag, false) : channel.BasicNackAsync(tag, false, true));
        }
    }

    private static async Task<bool> TryAsync(string text)
    {
        await Task.Yield();
        return int.TryParse(text, out var number) && number > 0;
    }
}
