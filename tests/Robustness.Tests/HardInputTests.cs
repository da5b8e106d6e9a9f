using Leveret.Robustness.Tests.Hard;
using Leveret.Robustness.Tests.Running;

namespace Leveret.Robustness.Tests;

/// <summary>No hard input makes a rule throw, hang or overflow a stack that the compiler itself gets by with.</summary>
[Trait("Category", "Hard")]
public sealed class HardInputTests(HardInputTests.Workers workers) : IClassFixture<HardInputTests.Workers>
{
    private const int Depth = 500;

    public static TheoryData<string> Names => [.. HardInputs.All.Keys];

    public static TheoryData<string> Nested => [.. HardInputs.All.Values.Where(static i => i.Nests).Select(static i => i.Name)];

    /// <summary>As on the threads of some hosts.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public Task On_half_a_stack(string name) => ExamineAsync(name, HardInputs.All[name] is { Nests: true } nested ? nested.Size * 2 / 5 : HardInputs.All[name].Size, workers.Half);

    /// <summary>As on Windows and in most hosts of the compiler.</summary>
    [Theory]
    [MemberData(nameof(Nested))]
    public Task On_a_usual_stack(string name) => ExamineAsync(name, HardInputs.All[name].Size, workers.Usual);

    /// <summary>As on Linux.</summary>
    [Theory]
    [MemberData(nameof(Nested))]
    public Task Five_hundred_deep_on_a_large_stack(string name) => ExamineAsync(name, Depth, workers.Large);

    private static async Task ExamineAsync(string name, int size, WorkerProcess worker)
    {
        var outcome = await worker.RunAsync(Job.HardInput(name, size));
        Assert.True(outcome.Problem is null, outcome.Problem);
    }

    /// <summary>A process for each size of stack.</summary>
    public sealed class Workers : IDisposable
    {
        private const int Megabyte = 1024 * 1024;

        internal WorkerProcess Half { get; } = new(Megabyte / 2);

        internal WorkerProcess Usual { get; } = new(Megabyte);

        internal WorkerProcess Large { get; } = new(8 * Megabyte);

        public void Dispose()
        {
            Half.Dispose();
            Usual.Dispose();
            Large.Dispose();
        }
    }
}
