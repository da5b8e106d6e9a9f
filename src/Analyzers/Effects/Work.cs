using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Effects;

/// <summary>Finds what a handler does that can take time or fail.</summary>
internal static class Work
{
    /// <summary>The nearest call in the reached code that can take time or fail, or null.</summary>
    public static Call? Find(ReachedCode reached, RabbitModel model, Options options) =>
        reached.Functions.Select(f => model.Effects(options).Of(f).Work).FirstOrDefault(static w => w is not null);

    public static bool Is(Call call, RabbitModel model, Options options)
    {
        if (options.IsSafe(call))
            return false;
        if (options.IsSlow(call))
            return true;

        if (call.Method is { } method && model.Rabbit.IsClient(method))
            return model.Rabbit.Classify(method) == ChannelMember.Publish && !Replies.IsReply(call);
        if (call.Method is { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet } || call.Name.Length == 0)
            return false;
        if (call.Method is { MethodKind: MethodKind.DelegateInvoke })
            return call.IsAwaitable && !IsEvent(call);
        if (TrivialCalls.IsPlatformWork(call))
            return true;
        if (call.Name == ".ctor")
            return false;
        if (TrivialCalls.Contains(call))
            return false;
        if (Databases.IsQueued(call))
            return false;
        if (call.IsAwaitable)
            return call.IsAwaited || !TrivialCalls.SoundsTrivial(call.Name);

        return !TrivialCalls.SoundsTrivial(call.Name) && (call.IsStatement || call.Method is null) && IsService(call);
    }

    /// <summary>Whether a call is made on something that the class holds or was given, rather than on a value it has just made.</summary>
    private static bool IsService(Call call) => call.Receiver?.Unwrapped() switch
    {
        IFieldReferenceOperation or IParameterReferenceOperation => true,
        IPropertyReferenceOperation => true,
        ILocalReferenceOperation => call.Type is null or { TypeKind: TypeKind.Interface or TypeKind.Class or TypeKind.Error },
        IInvocationOperation => true,
        _ => false,
    };

    private static bool IsEvent(Call call) => call.Receiver?.Unwrapped() is IEventReferenceOperation;
}
