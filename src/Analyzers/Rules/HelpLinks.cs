namespace Leveret.Analyzers.Rules;

/// <summary>Where the page of each rule is published.</summary>
internal static class HelpLinks
{
    private const string Pages = "https://github.com/leveret-dotnet/leveret/blob/main/docs/rules/";

    /// <summary>The address of the page of rule <paramref name="id"/>.</summary>
    public static string For(string id) => Pages + id + ".md";
}
