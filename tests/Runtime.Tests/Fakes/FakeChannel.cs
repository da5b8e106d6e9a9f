using System.Collections.Concurrent;
using System.Reflection;
using RabbitMQ.Client;

namespace Leveret.Tests.Fakes;

/// <summary>A channel without a broker: says what it was asked to settle and to publish, and answers everything else with nothing.</summary>
public class FakeChannel : DispatchProxy
{
    /// <summary>A message that was published.</summary>
    public sealed record Published(string Exchange, string RoutingKey, bool Mandatory, BasicProperties Properties, byte[] Body)
    {
        /// <summary>A header of it.</summary>
        public object? Header(string name) => Properties.Headers is { } headers && headers.TryGetValue(name, out var value) ? value : null;
    }

    /// <summary>What was published on it.</summary>
    public ConcurrentQueue<Published> Messages { get; } = new();

    /// <summary>The queues that were declared on it.</summary>
    public ConcurrentQueue<string> Declared { get; } = new();

    /// <summary>How a frame that settles is taken. At once by default.</summary>
    internal Func<SentFrame, Task> Settle { get; set; } = static _ => Task.CompletedTask;

    /// <summary>How a message is taken. At once by default.</summary>
    public Func<Published, Task> Publish { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Makes one.</summary>
    public static (IChannel Channel, FakeChannel Fake) Create()
    {
        var channel = Create<IChannel, FakeChannel>();
        return (channel, (FakeChannel)(object)channel);
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var values = args ?? [];
        switch (targetMethod!.Name)
        {
            case nameof(IChannel.BasicAckAsync):
                return new ValueTask(Settle(new SentFrame((ulong)values[0]!, SentKind.Ack, (bool)values[1]!)));
            case nameof(IChannel.BasicNackAsync):
                Assert.True((bool)values[2]!);
                return new ValueTask(Settle(new SentFrame((ulong)values[0]!, SentKind.Nack, (bool)values[1]!)));
            case nameof(IChannel.BasicRejectAsync):
                Assert.True((bool)values[1]!);
                return new ValueTask(Settle(new SentFrame((ulong)values[0]!, SentKind.Reject, false)));
            case nameof(IChannel.BasicPublishAsync):
                var message = new Published((string)values[0]!, (string)values[1]!, (bool)values[2]!, (BasicProperties)values[3]!, ((ReadOnlyMemory<byte>)values[4]!).ToArray());
                return new ValueTask(TakeAsync(message));
            case nameof(IChannel.QueueDeclareAsync):
                Declared.Enqueue((string)values[0]!);
                return Task.FromResult(new QueueDeclareOk((string)values[0]!, 0, 0));
            case "get_" + nameof(IChannel.IsOpen):
                return true;
            default:
                return Nothing(targetMethod.ReturnType);
        }
    }

    private async Task TakeAsync(Published message)
    {
        await Publish(message);
        Messages.Enqueue(message);
    }

    internal static object? Nothing(Type type)
    {
        if (type == typeof(Task))
            return Task.CompletedTask;

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>))
        {
            return typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(type.GenericTypeArguments).Invoke(null, [null]);
        }

        return type.IsValueType && type != typeof(void) ? Activator.CreateInstance(type) : null;
    }
}

/// <summary>A frame that a channel was given.</summary>
internal readonly record struct SentFrame(ulong Tag, SentKind Kind, bool Multiple);

internal enum SentKind
{
    Ack,
    Nack,
    Reject,
}
