using System.Globalization;

namespace Leveret.Verification.Derived;

/// <summary>The cultures of derived runs; German writes numbers differently, Turkish has another upper-case I.</summary>
internal static class Cultures
{
    public const string Invariant = "";
    public const string German = "de-DE";
    public const string Turkish = "tr-TR";

    /// <summary>The culture of this name, without the settings of the user.</summary>
    public static CultureInfo Get(string name) => CultureInfo.GetCultureInfo(name);
}
