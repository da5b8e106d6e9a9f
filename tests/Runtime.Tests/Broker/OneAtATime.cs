namespace Leveret.Tests.Broker;

/// <summary>The tests that need a broker: one at a time, since some of them take nodes away.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "Broker";
}
