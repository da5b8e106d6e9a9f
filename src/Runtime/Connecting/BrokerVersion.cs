using System.Text;
using RabbitMQ.Client;

namespace Leveret.Connecting;

/// <summary>What a broker says of itself when a client connects.</summary>
internal static class BrokerVersion
{
    private static readonly Version Unknown = new(0, 0);

    /// <summary>The broker's version; 0.0 where it does not say one.</summary>
    public static Version Of(IConnection connection)
    {
        if (connection.ServerProperties?.TryGetValue("version", out var value) != true)
            return Unknown;

        var text = value switch
        {
            byte[] bytes => Encoding.UTF8.GetString(bytes),
            string known => known,
            _ => "",
        };

        // "4.3.0-rc.1" and "3.13.7+2" are versions too.
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;

        return Version.TryParse(text[..end].TrimEnd('.'), out var version) ? version : Unknown;
    }
}
