using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Fixes that write the wrong thing.</summary>
internal static class BrokenFixes
{
    public sealed class WritesSomethingElse : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) =>
            root.ReplaceNode(argument, argument.WithExpression(SyntaxFactory.ParseExpression("default")));
    }

    public sealed class WritesNonsense : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) =>
            root.ReplaceNode(argument, argument.WithExpression(SyntaxFactory.ParseExpression("perhaps")));
    }

    /// <summary>Makes a name of a keyword: the text is right, the tree is not.</summary>
    public sealed class BuildsAnotherTree : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) =>
            root.ReplaceNode(argument, argument.WithExpression(SyntaxFactory.IdentifierName("false")));
    }

    /// <summary>Makes white space of a comment: the text and the tokens are right, the trivia is not.</summary>
    public sealed class BuildsOtherTrivia : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument)
        {
            var expression = SyntaxFactory.ParseExpression("false").WithTrailingTrivia(SyntaxFactory.Whitespace("/**/"));
            return root.ReplaceNode(argument, argument.WithExpression(expression));
        }
    }

    public sealed class ChangesNothing : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) => root;
    }

    public sealed class ChangesSomethingUnrelated : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) =>
            root.WithTrailingTrivia(root.GetTrailingTrivia().Add(SyntaxFactory.Comment("// tried")));
    }

    /// <summary>Writes a constant that the analyzer sees through, and back again.</summary>
    public sealed class GoesInCircles : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) =>
            root.ReplaceNode(argument, argument.WithExpression(SyntaxFactory.ParseExpression(argument.ToString() == "true" ? "!false" : "true")));
    }

    public sealed class LosesComments : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument)
        {
            var single = argument.WithExpression(SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression));
            var statement = argument.FirstAncestorOrSelf<StatementSyntax>()!;
            return root.ReplaceNode(statement, statement.ReplaceNode(argument, single).WithLeadingTrivia(SyntaxFactory.Whitespace("        ")));
        }
    }

    /// <summary>Ends the lines it adds as if there were but one way.</summary>
    public sealed class WritesLineFeeds : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument)
        {
            var expression = SyntaxFactory.ParseExpression("\n            false");
            return root.ReplaceNode(argument, argument.WithExpression(expression).WithoutTrailingTrivia());
        }
    }

    /// <summary>Leaves behind a variable that is never used.</summary>
    public sealed class AddsWarnings : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument)
        {
            var block = argument.FirstAncestorOrSelf<BlockSyntax>()!;
            var single = argument.WithExpression(SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression));
            var changed = block.ReplaceNode(argument, single);
            return root.ReplaceNode(block, changed.AddStatements(SyntaxFactory.ParseStatement("        int unused;\n")));
        }
    }

    public sealed class Throws : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) => throw new InvalidOperationException("out of ideas");
    }

    public sealed class Hangs : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument)
        {
            Thread.Sleep(TimeSpan.FromMinutes(1));
            return base.Replace(root, argument);
        }
    }

    public sealed class WritesLocally : SingleAckFix
    {
        protected override SyntaxNode Replace(SyntaxNode root, ArgumentSyntax argument) =>
            root.ReplaceNode(argument, argument.WithExpression(SyntaxFactory.ParseExpression($"\"{0.5.ToString(CultureInfo.CurrentCulture)}\".Length > 9")));
    }

    public sealed class ChangesEncoding : SingleAckFix
    {
        protected override async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        {
            var changed = await base.FixAsync(document, diagnostic, cancellationToken);
            var text = (await changed.GetTextAsync(cancellationToken)).ToString();
            return changed.WithText(SourceText.From(text, Encoding.Unicode));
        }
    }

    public sealed class ChangesChecksum : SingleAckFix
    {
        protected override async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        {
            var changed = await base.FixAsync(document, diagnostic, cancellationToken);
            var text = await changed.GetTextAsync(cancellationToken);
            return changed.WithText(SourceText.From(text.ToString(), text.Encoding, SourceHashAlgorithm.Sha256));
        }
    }

    public sealed class RenamesDocument : SingleAckFix
    {
        protected override async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
            (await base.FixAsync(document, diagnostic, cancellationToken)).WithName("Renamed.cs");
    }

    public sealed class MovesDocument : SingleAckFix
    {
        protected override async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
            (await base.FixAsync(document, diagnostic, cancellationToken)).WithFolders(["elsewhere"]);
    }

    public sealed class AddsDocument : SingleAckFix
    {
        protected override async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        {
            var changed = await base.FixAsync(document, diagnostic, cancellationToken);
            return changed.Project.AddDocument("Helper.cs", "class Helper { }").Project.GetDocument(document.Id)!;
        }
    }

    public sealed class ChangesAdditionalFile : SingleAckFix
    {
        protected override async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        {
            var changed = await base.FixAsync(document, diagnostic, cancellationToken);
            var file = changed.Project.AdditionalDocuments.Single();
            return changed.Project.Solution.WithAdditionalDocumentText(file.Id, SourceText.From("changed")).GetDocument(document.Id)!;
        }

        protected override void Register(CodeFixContext context, Diagnostic diagnostic) =>
            context.RegisterCodeFix(
                CodeAction.Create("Acknowledge", async c => (await FixAsync(context.Document, diagnostic, c)).Project.Solution, Key),
                diagnostic);
    }

    public sealed class RemovesReferences : SingleAckFix
    {
        protected override async Task<Document> FixAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        {
            var changed = await base.FixAsync(document, diagnostic, cancellationToken);
            return changed.Project.WithMetadataReferences([]).GetDocument(document.Id)!;
        }
    }

    public sealed class HasTwoOperations : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic) =>
            context.RegisterCodeFix(new TwoOperations(c => FixAsync(context.Document, diagnostic, c)), diagnostic);

        private sealed class TwoOperations(Func<CancellationToken, Task<Document>> fix) : CodeAction
        {
            public override string Title => "Apply twice";

            public override string EquivalenceKey => Key;

            protected override async Task<IEnumerable<CodeActionOperation>> ComputeOperationsAsync(CancellationToken cancellationToken)
            {
                var changed = (await fix(cancellationToken)).Project.Solution;
                return [new ApplyChangesOperation(changed), new ApplyChangesOperation(changed)];
            }
        }
    }
}
