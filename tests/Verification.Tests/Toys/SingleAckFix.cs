using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.Verification.Tests.Toys;

/// <summary>A sound fix: acknowledges one delivery only. The broken ones override one step each.</summary>
internal class SingleAckFix : CodeFixProvider
{
    /// <summary>The key of its action.</summary>
    public const string Key = "single-ack";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => [MultipleAckAnalyzer.Id];

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            Register(context, diagnostic);
        }

        return Task.CompletedTask;
    }

    /// <summary>Offers the actions for one diagnostic.</summary>
    protected virtual void Register(CodeFixContext context, Diagnostic diagnostic) =>
        context.RegisterCodeFix(CodeAction.Create("Acknowledge this delivery only", c => FixAsync(context.Document, diagnostic, c), Key), diagnostic);

    /// <summary>Fixes one diagnostic.</summary>
    protected virtual async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
        var argument = root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ArgumentSyntax>()!;
        return document.WithSyntaxRoot(Replace(root, argument));
    }

    /// <summary>Writes the fix.</summary>
    protected virtual SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) =>
        root.ReplaceNode(argument, argument.WithExpression(SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression)));
}
