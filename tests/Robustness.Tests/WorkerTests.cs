using Leveret.Robustness.Tests.Code;
using Leveret.Robustness.Tests.Running;

namespace Leveret.Robustness.Tests;

/// <summary>Whatever a rule does wrong is noticed, and does not keep other code from being examined.</summary>
public sealed class WorkerTests
{
    private const int Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(nameof(Fault.Throws), "AD0001: System.InvalidOperationException: This rule throws.")]
    [InlineData(nameof(Fault.OverflowsStack), "Stack overflow.")]
    [InlineData(nameof(Fault.IsSlow), "The rules took 3.0 s")]
    [InlineData(nameof(Fault.Hangs), "Nothing happened for 10 s in the phase 'Rules'.")]
    [InlineData(nameof(Fault.EndsProcess), "The process ended with 7 in the phase 'Rules'.")]
    public async Task Faults_are_noticed_and_survived(string fault, string problem)
    {
        using var worker = new WorkerProcess(Megabyte);
        var outcome = await worker.RunAsync(Job.Fault(Enum.Parse<Fault>(fault)), patience: TimeSpan.FromSeconds(fault == nameof(Fault.Hangs) ? 10 : 120));
        Assert.Contains(problem, outcome.Problem, StringComparison.Ordinal);

        var next = await worker.RunAsync(Job.Source(SourceGroups.All[0].Name));
        Assert.Null(next.Problem);
        Assert.NotEmpty(next.Reported);
    }

    [Theory]
    [InlineData(Megabyte, true)]
    [InlineData(Megabyte / 2, false)]
    public async Task Stack_has_the_size_that_is_asked_for(int size, bool suffices)
    {
        using var worker = new WorkerProcess(size);
        var outcome = await worker.RunAsync(Job.Fault(Fault.NeedsStack));
        Assert.Equal(suffices, outcome.Problem is null);
    }
}
