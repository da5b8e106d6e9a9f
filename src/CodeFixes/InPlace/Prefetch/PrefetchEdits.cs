using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.CodeFixes.Fixing;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>Gives a consumer a limit before it starts.</summary>
internal static class PrefetchEdits
{
    /// <summary>The edits that put BasicQos before the consume of a consumer without a limit, or null where that is not certainly right.</summary>
    public static ImmutableArray<Edit>? Insert(ConsumerStart consumer, int count, RabbitModel model) =>
        PrefetchPlace.Of(consumer, model) is { } place ? Insert(place, count) : null;

    public static ImmutableArray<Edit>? Insert(PrefetchPlace place, int count)
    {
        var function = place.Consumer.Call.Function();
        var toAsync = place.Statement.Awaits && !AsyncRewriting.MayAwait(function);
        var keywords = place.Point.IsExpressionBody ? AsyncRewriting.Keywords(function, toAsync) : "";
        if (place.Point.Insert(place.Statement.With(count), keywords) is not { } edits)
            return null;

        return toAsync ? AsyncRewriting.Edits(function) is { } more ? edits.AddRange(more) : null : edits;
    }
}
