using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Leveret.Hosting;

/// <summary>Reads options from configuration, key by key, so that a wrong key or value is named and nothing is found by reflection.</summary>
internal static class ConfigurationReader
{
    /// <summary>The section that everything is in.</summary>
    public const string Root = "RabbitMQ";

    /// <exception cref="ArgumentException">A key does not exist, or a value is wrong.</exception>
    public static void Apply(IConfiguration? section, RabbitMqOptions options)
    {
        foreach (var entry in Children(section))
        {
            switch (entry.Key.ToUpperInvariant())
            {
                case "NODES":
                    break;
                case "USERNAME":
                    options.UserName = entry.Value ?? "";
                    break;
                case "PASSWORD":
                    options.Password = entry.Value ?? "";
                    break;
                case "VIRTUALHOST":
                    options.VirtualHost = entry.Value ?? "";
                    break;
                case "CLIENTNAME":
                    options.ClientName = entry.Value;
                    break;
                case "HEARTBEAT":
                    options.Heartbeat = Time(entry);
                    break;
                case "CONNECTTIMEOUT":
                    options.ConnectTimeout = Time(entry);
                    break;
                case "CONSUMERS":
                    break;
                default:
                    throw Unknown(entry);
            }
        }
    }

    /// <summary>Reads the nodes, where code names none.</summary>
    public static void ApplyNodes(IConfiguration? section, RabbitMqOptions options)
    {
        if (options.Nodes.Count > 0 || section is null)
            return;

        foreach (var node in Texts(section.GetSection("Nodes")))
            options.Nodes.Add(node);
    }

    /// <exception cref="ArgumentException">A key does not exist, or a value is wrong.</exception>
    public static void Apply(IConfiguration? section, ConsumerOptions options)
    {
        foreach (var entry in Children(section))
        {
            switch (entry.Key.ToUpperInvariant())
            {
                case "PREFETCH":
                    options.Prefetch = Number(entry);
                    break;
                case "CONCURRENCY":
                    options.Concurrency = Number(entry);
                    break;
                case "ACKEVERY":
                    options.AckEvery = Number(entry);
                    break;
                case "ACKWINDOW":
                    options.AckWindow = Time(entry);
                    break;
                case "EXCLUSIVE":
                    options.Exclusive = Truth(entry);
                    break;
                case "DRAINTIMEOUT":
                    options.DrainTimeout = Time(entry);
                    break;
                case "SILENCETIMEOUT":
                    options.SilenceTimeout = Time(entry);
                    break;
                case "RETRY":
                    Apply(entry, options.Retry);
                    break;
                case "DEADLETTER":
                    Apply(entry, options.DeadLetter);
                    break;
                default:
                    throw Unknown(entry);
            }
        }
    }

    private static void Apply(IConfigurationSection section, RetryOptions options)
    {
        foreach (var entry in Children(section))
        {
            switch (entry.Key.ToUpperInvariant())
            {
                case "IMMEDIATE":
                    options.Immediate = Number(entry);
                    break;
                case "DELAYS":
                    options.Delays = [.. Times(entry)];
                    break;
                case "JITTER":
                    options.Jitter = double.TryParse(entry.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var jitter) ? jitter : throw Wrong(entry, "a number from 0 to 1");
                    break;
                case "MECHANISM":
                    options.Mechanism = Enum.TryParse<DelayMechanism>(entry.Value, ignoreCase: true, out var mechanism) && Enum.IsDefined(mechanism)
                        ? mechanism
                        : throw Wrong(entry, $"one of {string.Join(", ", Enum.GetNames<DelayMechanism>())}");
                    break;
                case "STEPS":
                    options.Steps = [.. Times(entry)];
                    break;
                case "DELAYEXCHANGE":
                    options.DelayExchange = entry.Value;
                    break;
                default:
                    throw Unknown(entry);
            }
        }
    }

    private static void Apply(IConfigurationSection section, DeadLetterOptions options)
    {
        foreach (var entry in Children(section))
        {
            switch (entry.Key.ToUpperInvariant())
            {
                case "QUEUE":
                    options.Queue = entry.Value;
                    break;
                case "DECLARE":
                    options.Declare = Truth(entry);
                    break;
                case "CONFIRMTIMEOUT":
                    options.ConfirmTimeout = Time(entry);
                    break;
                default:
                    throw Unknown(entry);
            }
        }
    }

    private static IEnumerable<IConfigurationSection> Children(IConfiguration? section) => section?.GetChildren() ?? [];

    /// <summary>A list of values, or one text with commas.</summary>
    private static IEnumerable<string> Texts(IConfigurationSection entry) =>
        entry.Value is { } value
            ? value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : entry.GetChildren().Select(static child => child.Value ?? "");

    private static List<TimeSpan> Times(IConfigurationSection entry)
    {
        var times = new List<TimeSpan>();
        foreach (var text in Texts(entry))
            times.Add(TryTime(text, out var time) ? time : throw Wrong(entry, "times such as 00:00:10"));

        return times;
    }

    private static int Number(IConfigurationSection entry) =>
        int.TryParse(entry.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(entry, "a whole number");

    private static TimeSpan Time(IConfigurationSection entry) =>
        TryTime(entry.Value, out var time) ? time : throw Wrong(entry, "a time such as 00:00:30");

    /// <summary>A number alone would be taken for days.</summary>
    private static bool TryTime(string? text, out TimeSpan time)
    {
        time = default;
        return text?.Contains(':', StringComparison.Ordinal) == true && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out time);
    }

    private static bool Truth(IConfigurationSection entry) =>
        bool.TryParse(entry.Value, out var truth) ? truth : throw Wrong(entry, "true or false");

    private static ArgumentException Wrong(IConfigurationSection entry, string wanted) =>
        new($"{entry.Path} in the configuration is '{entry.Value}'; it must be {wanted}.");

    private static ArgumentException Unknown(IConfigurationSection entry) =>
        new($"There is no setting {entry.Path}. (In the configuration; misspelt?)");
}
