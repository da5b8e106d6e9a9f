using Leveret.Analyzers.Benchmarks.Measuring;

namespace Leveret.Analyzers.Benchmarks.Scale;

/// <summary>A case of a series that grows: <paramref name="Size"/> is what its cost should be proportional to.</summary>
internal sealed record Row(string Series, string Case, double Size, Cost Cost);
