using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.Verification.Solutions;

/// <summary>The types that the sources of a test declare, and sources in which they have other names.</summary>
internal sealed class TopLevelTypes
{
    private readonly CSharpParseOptions _options;
    private readonly ImmutableHashSet<string> _names;

    private TopLevelTypes(CSharpParseOptions options, ImmutableHashSet<string> names)
    {
        _options = options;
        _names = names;
    }

    /// <summary>The types in the main project of <paramref name="files"/>.</summary>
    public static TopLevelTypes Of(TestSettings settings, IEnumerable<CodeFile> files)
    {
        var options = ProjectOptions.Parse(settings);
        var names = files
            .Where(static f => f.Project == CodeState.MainProject)
            .SelectMany(f => Root(f.Text, options).DescendantNodes(static n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax))
            .Select(static n => n switch
            {
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                DelegateDeclarationSyntax type => type.Identifier.ValueText,
                _ => null,
            })
            .OfType<string>();
        return new TopLevelTypes(options, [.. names]);
    }

    /// <summary>The text with every one of the types renamed.</summary>
    public string Rename(string text)
    {
        var root = Root(text, _options);
        var identifiers = root.DescendantTokens(descendIntoTrivia: true).Where(t => t.IsKind(SyntaxKind.IdentifierToken) && _names.Contains(t.ValueText));
        return root.ReplaceTokens(identifiers, static (_, token) => SyntaxFactory.Identifier(token.LeadingTrivia, token.Text + "Copy", token.TrailingTrivia)).ToFullString();
    }

    private static CompilationUnitSyntax Root(string text, CSharpParseOptions options) =>
        SyntaxFactory.ParseCompilationUnit(text, options: options);
}
