namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>A figure that should be no more than <paramref name="Most"/>.</summary>
internal sealed record Target(string Figure, double Measured, double Most)
{
    public bool IsMet => Measured <= Most;
}
