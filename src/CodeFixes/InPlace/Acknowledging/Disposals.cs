using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.CodeFixes.InPlace.Acknowledging;

/// <summary>Tells resources whose disposal finishes the work: it commits or writes what was only collected before.</summary>
internal static class Disposals
{
    private static readonly string[] Finishing = { "TransactionScope", "Stream", "TextWriter", "BinaryWriter", "Utf8JsonWriter", "XmlWriter", "ZipArchive", "TarWriter" };

    private static readonly string[] Collecting = { "MemoryStream", "StringWriter" };

    private static readonly string[] Endings = { "Writer", "Archive", "UnitOfWork", "Batch" };

    /// <summary>Whether such a resource is disposed of after <paramref name="place"/>, within its function: at the end of a block, or behind a statement.</summary>
    public static bool FinishWork(SyntaxNode place, SemanticModel semantics)
    {
        foreach (var node in place.AncestorsAndSelf())
        {
            if (node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax)
                return false;
            if (Resources(node, place, semantics).Any(IsFinishing))
                return true;
        }

        return false;
    }

    private static IEnumerable<ITypeSymbol?> Resources(SyntaxNode node, SyntaxNode place, SemanticModel semantics) => node switch
    {
        UsingStatementSyntax { Expression: { } expression } => new[] { semantics.GetTypeInfo(expression).Type },
        UsingStatementSyntax { Declaration: { } declaration } => Types(declaration, semantics),
        BlockSyntax block => block.Statements.OfType<LocalDeclarationStatementSyntax>()
            .Where(s => s.UsingKeyword.IsKind(SyntaxKind.UsingKeyword) && (s.SpanStart < place.SpanStart || node == place))
            .SelectMany(s => Types(s.Declaration, semantics)),
        _ => Enumerable.Empty<ITypeSymbol?>(),
    };

    private static IEnumerable<ITypeSymbol?> Types(VariableDeclarationSyntax declaration, SemanticModel semantics) =>
        declaration.Variables.Select(v => (semantics.GetDeclaredSymbol(v) as ILocalSymbol)?.Type);

    private static bool IsFinishing(ITypeSymbol? type)
    {
        if (type is null || Collecting.Contains(type.Name))
            return false;
        if (Endings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal)))
            return true;
        for (; type is not null; type = type.BaseType)
        {
            if (Finishing.Contains(type.Name))
                return true;
        }

        return false;
    }
}
