using Microsoft.CodeAnalysis.CSharp;

namespace Leveret.Analyzers.Tests.Rules;

/// <summary>A test whose snippet needs C# 12. It is skipped, and says so, on a Roslyn that does not know it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CSharp12FactAttribute : FactAttribute
{
    private const int CSharp12 = 1200;

    public CSharp12FactAttribute()
    {
        if ((int)LanguageVersion.Latest.MapSpecifiedToEffectiveVersion() < CSharp12)
            Skip = $"Primary constructors need C# 12; this Roslyn knows {LanguageVersion.Latest.MapSpecifiedToEffectiveVersion().ToDisplayString()}";
    }
}
