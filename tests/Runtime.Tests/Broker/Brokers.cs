namespace Leveret.Tests.Broker;

/// <summary>What the tests run on.</summary>
public static class Brokers
{
    /// <summary>Each version with each type of queue.</summary>
    public static TheoryData<string, string> Everywhere => new()
    {
        { "3.10", "classic" },
        { "3.10", "quorum" },
        { "4.3", "classic" },
        { "4.3", "quorum" },
    };

    /// <summary>Each version.</summary>
    public static TheoryData<string> Versions => ["3.10", "4.3"];
}
