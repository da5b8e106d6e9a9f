using Leveret.Robustness.Tests.Code;
using Leveret.Verification;

namespace Leveret.Robustness.Tests.Hard;

/// <summary>Code made to be hard to read for a program.</summary>
/// <param name="Name">What is hard about it.</param>
/// <param name="Client">The client that it is written for.</param>
/// <param name="Size">How much of it there is; where it nests, how deep the compiler gets by with on a stack of 1 MB.</param>
/// <param name="Nests">Whether it nests.</param>
/// <param name="Write">The files, of a size.</param>
internal sealed record HardInput(string Name, Client Client, int Size, bool Nests, Func<int, string[]> Write)
{
    public SourceGroup At(int size) => new(Name, Client, [.. Write(size).Select(static (text, i) => SourceGroup.File($"{i}.cs", text))]);
}
