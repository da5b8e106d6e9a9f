namespace Leveret.Package.Tests;

/// <summary>The rules that both legacy samples break.</summary>
internal static class SampleRules
{
    public static readonly string[] All = ["RMQ1001", "RMQ1002", "RMQ1003", "RMQ2001", "RMQ2002", "RMQ3001"];

    /// <summary>Lines of a configuration file that give all of them one severity.</summary>
    public static string Severity(string severity) =>
        string.Concat(All.Select(id => $"dotnet_diagnostic.{id}.severity = {severity}\n"));
}
