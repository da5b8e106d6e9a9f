using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>Recognises waits.</summary>
internal static class Delays
{
    private static readonly string[] Words = { "delay", "sleep", "backoff", "pause" };

    private static readonly Options OneCall = Options.WithDepth(1);

    /// <summary>Whether the operation itself waits for some time.</summary>
    public static bool IsDelay(IOperation operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "Delay" or "Sleep" or "SpinWait" or "Wait" or "WaitOne" } method } call
        && method.ContainingType.Name is "Task" or "Thread" or "TimeProvider" or "TimeProviderTaskExtensions" or "WaitHandle" or "ManualResetEventSlim" or "EventWaitHandle"
        && !call.Arguments.Any(static a => a.Parameter is { Ordinal: 0 } && a.Value.ConstantValue is { HasValue: true, Value: 0 });

    /// <summary>Whether a statement waits, itself or in the method that it calls.</summary>
    public static bool Waits(IOperation statement, RabbitModel model)
    {
        foreach (var operation in statement.Here())
        {
            if (IsDelay(operation) || (Call.From(operation, model.Code) is { } named && SoundsLikeDelay(named.Name)))
                return true;
            if (operation is IInvocationOperation call && model.Code.IsSource(call.TargetMethod.OriginalDefinition)
                && model.ReachedFrom(model.Flow.Calls.Resolve(call).Functions, OneCall).Leaving.Any(static l => IsDelay(l.Call.Operation)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Code that is not seen is taken by its name: doubt means that it waits.</summary>
    private static bool SoundsLikeDelay(string name) =>
        Words.Any(word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The constant length of a wait, or null.</summary>
    public static TimeSpan? LengthOf(IOperation operation, RabbitModel model) =>
        operation is IInvocationOperation { Arguments.Length: > 0 } call ? Span(call.Arguments[0].Value, model) : null;

    /// <summary>A constant time: whole milliseconds, or a TimeSpan made of a constant.</summary>
    public static TimeSpan? Span(IOperation value, RabbitModel model)
    {
        value = value.Unwrapped();
        if (model.Flow.Constant(value) is { HasValue: true, Value: int or long or double or uint } number)
            return Of(number.Value, TimeSpan.TicksPerMillisecond);

        var made = value is IInvocationOperation ? value : model.Flow.Trace(value).Origins.FirstOrDefault();
        if (made is not IInvocationOperation { TargetMethod: { ContainingType: { Name: "TimeSpan", ContainingNamespace.Name: "System" }, Name: var unit }, Arguments.Length: > 0 } span
            || model.Flow.Constant(span.Arguments[0].Value.Unwrapped()) is not { HasValue: true, Value: int or long or double } amount)
        {
            return null;
        }

        return unit switch
        {
            "FromMilliseconds" => Of(amount.Value, TimeSpan.TicksPerMillisecond),
            "FromSeconds" => Of(amount.Value, TimeSpan.TicksPerSecond),
            "FromMinutes" => Of(amount.Value, TimeSpan.TicksPerMinute),
            "FromHours" => Of(amount.Value, TimeSpan.TicksPerHour),
            _ => null,
        };
    }

    private static TimeSpan? Of(object amount, long ticks)
    {
        var time = Convert.ToDouble(amount, System.Globalization.CultureInfo.InvariantCulture) * ticks;
        return time >= 1 && time < TimeSpan.MaxValue.Ticks ? TimeSpan.FromTicks((long)time) : null;
    }
}
