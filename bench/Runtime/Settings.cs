using System.Globalization;

namespace Leveret.Runtime.Benchmarks;

/// <summary>What is measured.</summary>
internal sealed record Settings
{
    public string Host { get; init; } = "localhost";

    public int Port { get; init; } = 5672;

    public string Twin { get; init; } = "raw";

    public string Type { get; init; } = "classic";

    public int Prefetch { get; init; } = 100;

    public int AckEvery { get; init; } = 10;

    public int Messages { get; init; } = 40_000;

    public int Runs { get; init; } = 5;

    /// <exception cref="ArgumentException">There is no such setting.</exception>
    public static Settings Parse(string[] arguments)
    {
        var settings = new Settings();
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            var value = arguments[i + 1];
            settings = arguments[i] switch
            {
                "--host" => settings with { Host = value },
                "--port" => settings with { Port = Number(value) },
                "--twin" => settings with { Twin = value },
                "--type" => settings with { Type = value },
                "--prefetch" => settings with { Prefetch = Number(value) },
                "--ack-every" => settings with { AckEvery = Number(value) },
                "--messages" => settings with { Messages = Number(value) },
                "--runs" => settings with { Runs = Number(value) },
                _ => throw new ArgumentException($"There is no setting {arguments[i]}."),
            };
        }

        return settings;
    }

    public string[] Arguments(string twin) =>
    [
        "consume",
        "--host", Host,
        "--port", Text(Port),
        "--twin", twin,
        "--type", Type,
        "--prefetch", Text(Prefetch),
        "--ack-every", Text(AckEvery),
        "--messages", Text(Messages),
    ];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
