namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>
/// One run on one thread: the processor time of all and of the analyzer's actions, the actions' time by the clock as the
/// compiler reports it, and what was allocated.
/// </summary>
internal readonly record struct Sample(double Total, double InActions, double ExecutionTime, double Megabytes, int Reports);
