namespace Leveret.Servers;

/// <summary>RabbitMQ 3.10, as Debian 12 has it.</summary>
public sealed class RabbitMq310 : IRabbitMqVersion
{
    /// <inheritdoc />
    public static string Name => "3.10";
}

/// <summary>RabbitMQ 4.0, as Debian 13 has it.</summary>
public sealed class RabbitMq40 : IRabbitMqVersion
{
    /// <inheritdoc />
    public static string Name => "4.0";
}

/// <summary>RabbitMQ 4.3.</summary>
public sealed class RabbitMq43 : IRabbitMqVersion
{
    /// <inheritdoc />
    public static string Name => "4.3";
}
