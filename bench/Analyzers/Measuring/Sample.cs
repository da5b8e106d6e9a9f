namespace Leveret.Analyzers.Benchmarks.Measuring;

/// <summary>
/// One run on one thread: the processor time it took, the part of the clock's time inside the analyzer, and what was
/// allocated. Processor time, since others may use the machine too.
/// </summary>
internal readonly record struct Sample(double Milliseconds, double InAnalyzer, double Megabytes, int Reports);
