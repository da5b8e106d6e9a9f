using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Paths;

/// <summary>Recognises waits.</summary>
internal static class Delays
{
    private static readonly Options OneCall = new(1, default, default, default);

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
            if (IsDelay(operation))
                return true;
            if (operation is IInvocationOperation call && model.Code.IsSource(call.TargetMethod.OriginalDefinition)
                && model.ReachedFrom(model.Flow.Calls.Resolve(call).Functions, OneCall).Leaving.Any(static l => IsDelay(l.Operation)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The constant length of a wait, or null.</summary>
    public static TimeSpan? LengthOf(IOperation operation, RabbitModel model)
    {
        if (operation is not IInvocationOperation { Arguments.Length: > 0 } call)
            return null;

        var value = call.Arguments[0].Value.Unwrapped();
        if (model.Flow.Constant(value) is { HasValue: true, Value: int milliseconds } && milliseconds > 0)
            return TimeSpan.FromMilliseconds(milliseconds);
        if (value is IInvocationOperation { TargetMethod: { ContainingType.Name: "TimeSpan", Name: var unit }, Arguments.Length: > 0 } span
            && model.Flow.Constant(span.Arguments[0].Value.Unwrapped()) is { HasValue: true, Value: { } amount }
            && amount is IConvertible)
        {
            var count = Convert.ToDouble(amount, System.Globalization.CultureInfo.InvariantCulture);
            return unit switch
            {
                "FromMilliseconds" => TimeSpan.FromMilliseconds(count),
                "FromSeconds" => TimeSpan.FromSeconds(count),
                "FromMinutes" => TimeSpan.FromMinutes(count),
                "FromHours" => TimeSpan.FromHours(count),
                _ => null,
            };
        }

        return null;
    }
}
