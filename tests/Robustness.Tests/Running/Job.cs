using System.Globalization;

namespace Leveret.Robustness.Tests.Running;

/// <summary>What a worker examines, as one line of text.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="Number">The seed of a mutant, or the size of a hard input.</param>
/// <param name="Name">The name of all else.</param>
internal sealed record Job(JobKind Kind, int Number, string Name)
{
    public static Job Mutant(int seed) => new(JobKind.Mutant, seed, "");

    public static Job Source(string name) => new(JobKind.Source, 0, name);

    public static Job HardInput(string name, int size) => new(JobKind.HardInput, size, name);

    public static Job Fault(Fault fault) => new(JobKind.Fault, 0, fault.ToString());

    public static Job Parse(string line)
    {
        var parts = line.Split(' ', 3);
        return new Job(Enum.Parse<JobKind>(parts[0]), int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Number} {Name}");
}
