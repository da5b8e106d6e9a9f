using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Effects;

/// <summary>
/// Calls that neither take long nor fail for reasons outside the process: text, collections, decoding, logging, metrics.
/// A handler that makes no others loses nothing worth a warning under auto-ack.
/// </summary>
internal static class TrivialCalls
{
    /// <summary>Namespaces, with everything below them, of which nothing reaches outside the process.</summary>
    private static readonly string[] Namespaces =
    {
        "System.Text", "System.Collections", "System.Linq", "System.Globalization", "System.Numerics", "System.Buffers",
        "System.Reflection", "System.Runtime", "System.ComponentModel", "System.Security.Cryptography", "System.Xml",
        "System.Diagnostics", "System.Threading", "System.IO.Compression", "System.Windows", "System.Resources",
        "Microsoft.Extensions.Logging", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Options",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.Primitives", "Microsoft.Extensions.ObjectPool",
        "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Caching.Memory", "Microsoft.CSharp",
        "Serilog", "NLog", "log4net", "Newtonsoft.Json", "AutoMapper", "Mapster", "Google.Protobuf", "ProtoBuf", "MessagePack",
        "Avro", "YamlDotNet", "CsvHelper", "OpenTelemetry", "Prometheus", "App.Metrics", "Spectre.Console", "FluentValidation",
        "FluentAssertions", "Shouldly", "Xunit", "NUnit", "Moq", "NSubstitute", "Microsoft.VisualStudio.TestTools",
        "RabbitMQ.Client", "CloudNative.CloudEvents", "Polly", "Akka",
    };

    /// <summary>Types in <c>System</c> and <c>System.IO</c> that do reach outside, or wait.</summary>
    private static readonly HashSet<string> SystemWork = new(StringComparer.Ordinal)
    {
        "File", "FileInfo", "Directory", "DirectoryInfo", "FileStream", "StreamWriter", "Process", "Thread", "Task", "SemaphoreSlim",
        "SpinWait", "ManualResetEventSlim", "ManualResetEvent", "AutoResetEvent", "WaitHandle", "Barrier", "CountdownEvent", "EventWaitHandle",
    };

    /// <summary>What the waiting types of <see cref="SystemWork"/> do that waits or reaches outside.</summary>
    private static readonly HashSet<string> WaitingMethods = new(StringComparer.Ordinal)
    {
        "Sleep", "Delay", "Wait", "WaitAsync", "WaitOne", "WaitAll", "WaitAny", "SignalAndWait", "Join", "SpinUntil", "Start", "WaitForExit", "WaitForExitAsync",
    };

    /// <summary>Types that are told by name where their library is not referenced.</summary>
    private static readonly HashSet<string> TypeNames = new(StringComparer.Ordinal)
    {
        "JsonConvert", "JsonSerializer", "JObject", "JToken", "JArray", "Log", "ILogger", "Logger", "ILog", "LogManager", "Console", "IMapper", "Mapper", "Encoding",
        "XmlSerializer", "MessagePackSerializer", "Serializer", "BsonSerializer", "Assert", "AnsiConsole", "Metrics", "Counter", "Histogram", "Gauge", "Activity", "ActivitySource",
    };

    /// <summary>Verbs of methods whose code is not seen, which by their name only look at or turn what they are given.</summary>
    private static readonly string[] Verbs =
    {
        "Deserialize", "Serialize", "Decode", "Encode", "Parse", "TryParse", "Convert", "Map", "Project", "Log", "Write", "Trace", "Debug",
        "Format", "ToString", "ToArray", "ToList", "Validate", "Verify", "Create", "Build", "Get", "Is", "Has", "To", "As", "From", "Contains", "Equals", "Compare", "Clone", "With", "Dispose",
        "Info", "Warn", "Error", "Fatal", "Inc", "Observe", "Set", "TrySet", "Should",
    };

    /// <summary>Whether the call is one of the platform's that reaches outside the process or waits.</summary>
    public static bool IsPlatformWork(Call call)
    {
        var space = call.Namespace;
        if (space is "System.Net.Sockets" or "System.Net.WebSockets")
            return call.Name is not ".ctor" && (call.IsStatement || call.IsAwaited);
        if (space is not ("System" or "System.IO" or "System.Diagnostics") && !space.StartsWith("System.Threading", StringComparison.Ordinal))
            return false;
        if (!SystemWork.Contains(call.TypeName))
            return false;
        if (space != "System.IO")
            return WaitingMethods.Contains(call.Name);

        return call.TypeName is not ("StreamWriter" or "FileStream") || call.Name != ".ctor" || (call.Arguments.Length > 0 && call.Arguments[0].Type?.SpecialType == SpecialType.System_String);
    }

    public static bool Contains(Call call)
    {
        if (IsPlatformWork(call))
            return false;
        if (call.Type is IErrorTypeSymbol or null && (TypeNames.Contains(call.TypeName) || call.TypeName.EndsWith("Logger", StringComparison.Ordinal)))
            return true;

        var space = call.Namespace;
        if (space == "System" || space == "System.IO" || space.StartsWith("System.Threading", StringComparison.Ordinal) || space == "System.Diagnostics")
            return true;

        return Namespaces.Any(known => space == known || (space.StartsWith(known, StringComparison.Ordinal) && space[known.Length] == '.'));
    }

    /// <summary>Whether a method whose code is not seen only turns what it is given, going by its verb.</summary>
    public static bool SoundsTrivial(string method) => Verbs.Any(verb => Words.StartsWithVerb(method, verb));
}
