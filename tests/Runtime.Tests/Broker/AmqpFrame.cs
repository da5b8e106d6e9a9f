using System.Buffers.Binary;
using System.Net.Sockets;

namespace Leveret.Tests.Broker;

/// <summary>A frame of AMQP 0-9-1, as it is on the wire.</summary>
internal sealed record AmqpFrame(byte[] Bytes)
{
    private const int HeaderSize = 7;
    private const byte MethodType = 1;

    public ushort Channel => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(1));

    /// <summary>Whether it is part of a message: its properties or a piece of its body.</summary>
    public bool IsContent => Bytes[0] is 2 or 3;

    public bool OpensChannel => Method == (20, 10);

    public bool Delivers => Method == (60, 60);

    /// <summary>How it settles deliveries; null where it does not.</summary>
    public SettledOnWire? Settles => Method switch
    {
        (60, 80) => new SettledOnWire("ack", Channel, Tag, HasFlag),
        (60, 90) => new SettledOnWire("reject", Channel, Tag, false),
        (60, 120) => new SettledOnWire("nack", Channel, Tag, HasFlag),
        _ => null,
    };

    private (ushort Class, ushort Method) Method => Bytes[0] == MethodType
        ? (BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(HeaderSize)), BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(HeaderSize + 2)))
        : default;

    private ulong Tag => BinaryPrimitives.ReadUInt64BigEndian(Bytes.AsSpan(HeaderSize + 4));

    private bool HasFlag => (Bytes[HeaderSize + 12] & 1) == 1;

    /// <summary>Reads the next frame. An end of the stream is an <see cref="IOException"/>.</summary>
    public static async Task<AmqpFrame> ReadAsync(NetworkStream stream)
    {
        var header = new byte[HeaderSize];
        await stream.ReadExactlyAsync(header);
        var bytes = new byte[HeaderSize + BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(3)) + 1];
        header.CopyTo(bytes, 0);
        await stream.ReadExactlyAsync(bytes.AsMemory(HeaderSize));
        return new AmqpFrame(bytes);
    }
}

/// <summary>What a frame says of deliveries.</summary>
/// <param name="Method">ack, nack or reject.</param>
internal sealed record SettledOnWire(string Method, ushort Channel, ulong Tag, bool Multiple);
