using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.Analyzers.Code;

/// <summary>Tells code of tests, by the attributes of the common frameworks.</summary>
internal static class TestCode
{
    private static readonly HashSet<string> Attributes = new(StringComparer.Ordinal)
    {
        "Fact", "Theory", "Test", "TestCase", "TestCaseSource", "TestMethod", "DataTestMethod", "TestFixture", "TestClass", "SetUp", "OneTimeSetUp", "Scenario", "SkippableFact", "RetryFact",
    };

    private static readonly ConditionalWeakTable<TypeDeclarationSyntax, StrongBox<bool>> Types = new();

    /// <summary>Whether the code stands in a class that holds tests.</summary>
    public static bool Contains(SyntaxNode node)
    {
        for (var type = node.FirstAncestorOrSelf<TypeDeclarationSyntax>(); type is not null; type = type.Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>())
        {
            if (Types.GetValue(type, static t => new StrongBox<bool>(IsMarked(t) || t.Members.Any(IsMarked))).Value)
                return true;
        }

        return false;
    }

    private static bool IsMarked(MemberDeclarationSyntax member) =>
        member.AttributeLists.SelectMany(static l => l.Attributes).Any(static a => Attributes.Contains(NameOf(a.Name)));

    private static string NameOf(NameSyntax name)
    {
        var simple = name is QualifiedNameSyntax qualified ? qualified.Right.Identifier.ValueText : (name as SimpleNameSyntax)?.Identifier.ValueText ?? "";
        const string suffix = "Attribute";
        return simple.EndsWith(suffix, StringComparison.Ordinal) ? simple.Substring(0, simple.Length - suffix.Length) : simple;
    }
}
