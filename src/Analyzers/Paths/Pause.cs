using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>How long a loop, timer or schedule pauses between two rounds.</summary>
internal sealed class Pause
{
    private Pause(bool exists, TimeSpan? length)
    {
        Exists = exists;
        Length = length;
    }

    /// <summary>Whether there is any pause.</summary>
    public bool Exists { get; }

    /// <summary>The time between two rounds where it is a constant.</summary>
    public TimeSpan? Length { get; }

    public static Pause Of(IOperation place, RabbitModel model)
    {
        var pauses = false;
        TimeSpan? length = null;
        foreach (var operation in place.SelfAndHere())
        {
            if (Delays.IsDelay(operation))
            {
                pauses = true;
                length ??= Delays.LengthOf(operation, model);
            }
            else if (operation is IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync", Instance: { } timer })
            {
                pauses = true;
                length ??= model.Flow.Trace(timer).Origins.OfType<IObjectCreationOperation>().Select(c => PeriodOf(c, model)).FirstOrDefault();
            }
        }

        return place switch
        {
            IObjectCreationOperation creation => new Pause(exists: true, length ?? PeriodOf(creation, model)),
            ILoopOperation when !pauses => new Pause(place.Here().OfType<IInvocationOperation>().Any(c => Delays.Waits(c, model)), length),
            ILoopOperation or IInvocationOperation or IInvalidOperation => new Pause(pauses, length),
            _ => new Pause(exists: true, length),
        };
    }

    /// <summary>A timer's period is its last argument that is a constant time.</summary>
    private static TimeSpan? PeriodOf(IObjectCreationOperation timer, RabbitModel model) =>
        timer.Arguments.Reverse().Select(a => Delays.Span(a.Value, model)).FirstOrDefault(static s => s is not null);
}
