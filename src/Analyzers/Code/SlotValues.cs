using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Code;

/// <summary>The values ever put into one piece of storage, and whether those are all.</summary>
internal sealed class SlotValues
{
    public static readonly SlotValues Unknown = new(ImmutableArray<IOperation>.Empty, complete: false);

    public SlotValues(ImmutableArray<IOperation> values, bool complete)
    {
        Values = values;
        Complete = complete;
    }

    public ImmutableArray<IOperation> Values { get; }

    public bool Complete { get; }
}
