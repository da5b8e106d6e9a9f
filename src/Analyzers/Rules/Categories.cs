namespace Leveret.Analyzers.Rules;

/// <summary>The rule categories; the thousands of a rule id choose one.</summary>
internal static class Categories
{
    public const string Configuration = "Configuration";
    public const string FlowControl = "FlowControl";
    public const string Settlement = "Settlement";
    public const string Handlers = "Handlers";
}
