using System.Collections.Immutable;
using Leveret.Robustness.Tests.Code;

namespace Leveret.Robustness.Tests.Mutation;

/// <summary>A group of sources with one file broken. The seed alone decides which, and how.</summary>
internal sealed record Mutant(int Seed, SourceGroup Code, string File, ImmutableArray<string> Steps)
{
    private const int MostSteps = 8;

    /// <summary>Options that take effect, beside one that is not understood.</summary>
    private const string Options = """
        [*.cs]
        leveret.search_depth = 50
        leveret.slow_members = Encoding.GetString, Store
        leveret.safe_members = 5
        leveret.idempotency_markers = Handled
        """;

    /// <summary>The text of the broken file.</summary>
    public string Text => Code.Files.Single(f => f.Path == File).Text;

    public static Mutant Of(int seed)
    {
        var random = new Random(seed);
        var group = SourceGroups.All[random.Next(SourceGroups.All.Length)];
        var file = group.Files[random.Next(group.Files.Length)];
        var text = file.Text;
        var steps = ImmutableArray.CreateBuilder<string>();
        for (var rest = random.Next(1, MostSteps + 1); rest > 0; rest--)
        {
            (text, var step) = Mutator.Break(text, random);
            steps.Add(step);
        }

        var code = group with
        {
            Files = group.Files.Replace(file, file with { Text = text }),
            HasLibraries = random.Next(4) != 0,
            Configuration = random.Next(8) == 0 ? Options : group.Configuration,
        };
        return new Mutant(seed, code, file.Path, steps.ToImmutable());
    }

    public override string ToString() => $"mutant {Seed}: {Code.Name}{File}, {string.Join(", ", Steps)}{(Code.HasLibraries ? "" : ", without libraries")}";
}
