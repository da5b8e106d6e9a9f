using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Rules;
using Leveret.CodeFixes.Fixing;

namespace Leveret.CodeFixes.InPlace.Prefetch;

/// <summary>Consumers that one BasicQos serves: they start after it, one after the other, on one channel.</summary>
internal sealed class PrefetchGroup
{
    private PrefetchGroup(PrefetchPlace place)
    {
        Place = place;
        Consumers.Add(place.Consumer);
    }

    public PrefetchPlace Place { get; }

    public List<ConsumerStart> Consumers { get; } = new();

    /// <summary>
    /// The groups of all consumers that need a limit on the channel of <paramref name="consumer"/>, wherever they start: a limit before one of
    /// them would end the reports of all.
    /// </summary>
    public static List<PrefetchGroup> On(ConsumerStart consumer, FixSite site, Func<ConsumerStart, bool> needsLimit)
    {
        var groups = new List<PrefetchGroup>();
        foreach (var each in Sharing(consumer, site, needsLimit).OrderBy(static c => c.Call.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(static c => c.Call.Syntax.SpanStart))
        {
            if (groups.FirstOrDefault(g => g.Place.Covers(each)) is { } group)
                group.Consumers.Add(each);
            else if (PrefetchPlace.Of(each, site.Model) is { } place)
                groups.Add(new PrefetchGroup(place));
        }

        return groups;
    }

    /// <summary>The edits that move a BasicQos that comes too late for the group, or null.</summary>
    public ImmutableArray<Edit>? Move(RabbitModel model) => LateLimit.Move(Place, model);

    /// <summary>The edits for all groups on a channel, or null where <paramref name="own"/> cannot be served.</summary>
    public static ImmutableArray<Edit>? Edits(List<PrefetchGroup> groups, PrefetchGroup own, int choice, FixSite site)
    {
        var all = ImmutableArray.CreateBuilder<Edit>();
        foreach (var group in groups)
        {
            var counts = PrefetchCounts.For(group.Consumers, site.Model, site.OptionsOf(group.Place.Consumer.Call.Syntax.SyntaxTree));
            var edits = group.Move(site.Model) ?? PrefetchEdits.Insert(group.Place, counts[Math.Min(choice, counts.Length - 1)]);
            if (edits is not null)
                all.AddRange(edits.Value);
            else if (group == own)
                return null;
        }

        return all.ToImmutable();
    }

    private static List<ConsumerStart> Sharing(ConsumerStart consumer, FixSite site, Func<ConsumerStart, bool> needsLimit)
    {
        var found = new List<ConsumerStart> { consumer };
        var seen = new HashSet<ConsumerStart>(found);
        var channels = new HashSet<Channel>();
        for (var i = 0; i < found.Count; i++)
        {
            if (!channels.Add(found[i].Channel))
                continue;

            found.AddRange(site.Model.ConsumersOn(found[i].Channel).Where(c =>
                seen.Add(c) && site.CanEdit(c.Call.Syntax.SyntaxTree) && needsLimit(c) && !site.IsSuppressed(MissingPrefetch.Descriptor, c.Call.NameOf().GetLocation())));
        }

        return found;
    }
}
