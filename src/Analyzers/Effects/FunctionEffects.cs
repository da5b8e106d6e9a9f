using System.Collections.Immutable;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Effects;

/// <summary>What a function does itself, found when it is first asked for.</summary>
internal sealed class FunctionEffects
{
    private readonly Lazy<Call?> _work;
    private readonly Lazy<ImmutableArray<Repeatable>> _repeated;
    private readonly Lazy<Repeatable?> _increment;
    private readonly Lazy<bool> _isGuarded;

    public FunctionEffects(FunctionCalls calls, Guards guards, RabbitModel model, Options options)
    {
        Saves = calls.Leaving.Any(Databases.IsSave);
        _work = new Lazy<Call?>(() => calls.Leaving.FirstOrDefault(c => Effects.Work.Is(c, model, options)), LazyThreadSafetyMode.PublicationOnly);
        _repeated = new Lazy<ImmutableArray<Repeatable>>(() => SideEffects.Of(calls, model, options).ToImmutableArray(), LazyThreadSafetyMode.PublicationOnly);
        _increment = new Lazy<Repeatable?>(() => SideEffects.IncrementIn(calls.Function, model), LazyThreadSafetyMode.PublicationOnly);
        _isGuarded = new Lazy<bool>(() => guards.In(calls.Function), LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>Whether it sends to the database what was noted before.</summary>
    public bool Saves { get; }

    /// <summary>The first call that can take time or fail, or null.</summary>
    public Call? Work => _work.Value;

    /// <summary>The calls that are not repeatable.</summary>
    public ImmutableArray<Repeatable> Repeated => _repeated.Value;

    /// <summary>A loaded value that is changed by an amount, or null.</summary>
    public Repeatable? Increment => _increment.Value;

    /// <summary>Whether it knows of second runs.</summary>
    public bool IsGuarded => _isGuarded.Value;

    /// <summary>Something that another run does once more.</summary>
    /// <param name="Operation">Where it is done.</param>
    /// <param name="Name">The call, or the value that is changed.</param>
    /// <param name="Kind">What it is, with its article.</param>
    /// <param name="OnlyIfSaved">Whether nothing is done until a save somewhere in the reached code.</param>
    internal sealed record Repeatable(IOperation Operation, string Name, string Kind, bool OnlyIfSaved);
}
