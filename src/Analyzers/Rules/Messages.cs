using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Rules;

/// <summary>The parts that messages share.</summary>
internal static class Messages
{
    /// <summary>The queue as messages name it: empty where its name is not a constant.</summary>
    public static string Of(string? queue) => queue is null ? "" : $" of queue '{queue}'";

    /// <summary>A call as messages name it: type and method.</summary>
    public static string Name(Call call)
    {
        var type = call.Method?.IsExtensionMethod == true && call.Receiver?.Type is { Name.Length: > 0 } receiver ? receiver.Name : call.TypeName;
        return call.Name == ".ctor" ? "new " + type
            : call.Method?.MethodKind == MethodKind.DelegateInvoke ? "the handler delegate"
            : type.Length == 0 ? call.Name
            : type + "." + call.Name;
    }
}
