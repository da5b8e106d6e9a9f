namespace Leveret.Verification;

/// <summary>The generation of RabbitMQ.Client that the code under test refers to.</summary>
public enum Client
{
    /// <summary>No reference to RabbitMQ.Client.</summary>
    Absent,

    /// <summary>The 5.x surface, from a stub compiled in memory.</summary>
    V5,

    /// <summary>RabbitMQ.Client 6.4.0.</summary>
    V6,

    /// <summary>RabbitMQ.Client 7.1.2.</summary>
    V7,
}
