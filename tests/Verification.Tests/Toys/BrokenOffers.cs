using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Fixes that offer their actions in unusual or wrong ways.</summary>
internal static class BrokenOffers
{
    public sealed class Nothing : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic)
        {
        }
    }

    /// <summary>Fixes the tag itself, but not the tag after it.</summary>
    public sealed class OnlySome : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic)
        {
            var call = diagnostic.Location.SourceTree!.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan).Parent!;
            if (!call.ToString().Contains('+', StringComparison.Ordinal))
            {
                base.Register(context, diagnostic);
            }
        }
    }

    /// <summary>Two sound actions.</summary>
    public class Two : SingleAckFix
    {
        public const string OtherKey = "no-ack";

        protected override void Register(CodeFixContext context, Diagnostic diagnostic)
        {
            base.Register(context, diagnostic);
            context.RegisterCodeFix(CodeAction.Create("Say so with a constant", c => OtherAsync(context.Document, diagnostic, c), OtherKey), diagnostic);
        }

        protected virtual SyntaxNode Other(SyntaxNode root, ArgumentSyntax argument) =>
            root.ReplaceNode(argument, argument.WithExpression(SyntaxFactory.ParseExpression("default(bool)")));

        private async Task<Document> OtherAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
        {
            var root = (await document.GetSyntaxRootAsync(cancellationToken))!;
            return document.WithSyntaxRoot(Other(root, root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ArgumentSyntax>()!));
        }
    }

    public sealed class TwoAndTheOtherChangesNothing : Two
    {
        protected override SyntaxNode Other(SyntaxNode root, ArgumentSyntax argument) => root;
    }

    public sealed class TwoAndTheOtherDoesNotCompile : Two
    {
        protected override SyntaxNode Other(SyntaxNode root, ArgumentSyntax argument) =>
            root.ReplaceNode(argument, argument.WithExpression(SyntaxFactory.ParseExpression("perhaps")));
    }

    /// <summary>Two sound actions in a group.</summary>
    public sealed class Nested : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic)
        {
            var first = CodeAction.Create("Nothing", _ => Task.FromResult(context.Document.WithText(Microsoft.CodeAnalysis.Text.SourceText.From(""))), "nothing");
            var second = CodeAction.Create("Acknowledge this delivery only", c => FixAsync(context.Document, diagnostic, c), Key);
            context.RegisterCodeFix(CodeAction.Create("Acknowledge", [first, second], isInlinable: false), diagnostic);
        }
    }

    public sealed class WithoutKey : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic) =>
            context.RegisterCodeFix(CodeAction.Create("Acknowledge", c => FixAsync(context.Document, diagnostic, c), equivalenceKey: null), diagnostic);
    }

    public sealed class WithTheSameKeyTwice : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic)
        {
            base.Register(context, diagnostic);
            base.Register(context, diagnostic);
        }
    }

    public sealed class WithANewKeyEachTime : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic) =>
            context.RegisterCodeFix(CodeAction.Create("Acknowledge", c => FixAsync(context.Document, diagnostic, c), Guid.NewGuid().ToString()), diagnostic);
    }

    public sealed class WithAKeyPerDocument : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic) =>
            context.RegisterCodeFix(CodeAction.Create("Acknowledge", c => FixAsync(context.Document, diagnostic, c), context.Document.FilePath), diagnostic);
    }

    public sealed class Throws : SingleAckFix
    {
        protected override void Register(CodeFixContext context, Diagnostic diagnostic) => throw new InvalidOperationException("out of ideas");
    }

    /// <summary>Insists on its own diagnostics, and is asked about others nearby.</summary>
    public sealed class RefusesForeignDiagnostics : SingleAckFix
    {
        public override Task RegisterCodeFixesAsync(CodeFixContext context) =>
            context.Diagnostics.All(static d => d.Id == MultipleAckAnalyzer.Id)
                ? base.RegisterCodeFixesAsync(context)
                : throw new InvalidOperationException("asked about a foreign diagnostic");
    }
}
