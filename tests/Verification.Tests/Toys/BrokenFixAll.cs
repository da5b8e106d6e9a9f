using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Verification.Tests.Toys;

/// <summary>Fixes that are sound one by one and broken in bulk.</summary>
internal static class BrokenFixAll
{
    public sealed class None : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => null;
    }

    public sealed class InDocumentsOnly : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Scopes([FixAllScope.Document]);
    }

    public sealed class InDocumentsAndProjectsOnly : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Scopes([FixAllScope.Document, FixAllScope.Project]);
    }

    public sealed class InSolutionsOnly : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Scopes([FixAllScope.Solution]);
    }

    public sealed class OffersNothing : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Replacing(static (_, _) => null);
    }

    /// <summary>Fixes the first diagnostic and forgets the others.</summary>
    public sealed class FixesOne : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Replacing(static (_, text) => Replacing.First(text, "true", "false"));
    }

    /// <summary>Writes something else than the single fix.</summary>
    public sealed class WritesSomethingElse : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Replacing(static (_, text) => text.Replace("true", "false ", StringComparison.Ordinal));
    }

    /// <summary>Fixes whole projects where a document was meant.</summary>
    public sealed class GoesBeyondTheDocument : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Widening(FixAllScope.Document, FixAllScope.Project);
    }

    /// <summary>Fixes the solution where a project was meant.</summary>
    public sealed class GoesBeyondTheProject : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Widening(FixAllScope.Project, FixAllScope.Solution);
    }

    /// <summary>Fixes nothing beyond the document from which it was started.</summary>
    public sealed class StopsAtTheDocument : SingleAckFix
    {
        public override FixAllProvider? GetFixAllProvider() => new Widening(FixAllScope.Solution, FixAllScope.Document);
    }

    private sealed class Scopes(ImmutableArray<FixAllScope> scopes) : FixAllProvider
    {
        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => scopes;

        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => WellKnownFixAllProviders.BatchFixer.GetFixAsync(fixAllContext);
    }

    /// <summary>Treats one scope as another.</summary>
    private sealed class Widening(FixAllScope asked, FixAllScope done) : FixAllProvider
    {
        public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var context = fixAllContext.Scope == asked
                ? new FixAllContext(
                    fixAllContext.Document!,
                    fixAllContext.CodeFixProvider,
                    done,
                    fixAllContext.CodeActionEquivalenceKey!,
                    fixAllContext.DiagnosticIds,
                    new Pass(fixAllContext),
                    fixAllContext.CancellationToken)
                : fixAllContext;
            return WellKnownFixAllProviders.BatchFixer.GetFixAsync(context);
        }

        private sealed class Pass(FixAllContext context) : FixAllContext.DiagnosticProvider
        {
            public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
                await context.GetAllDiagnosticsAsync(project);

            public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
                await context.GetDocumentDiagnosticsAsync(document);

            public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
                await context.GetProjectDiagnosticsAsync(project);
        }
    }

    /// <summary>Replaces texts in the document from which it was started.</summary>
    private sealed class Replacing(Func<FixAllContext, string, string?> replace) : FixAllProvider
    {
        public static string First(string text, string old, string replacement)
        {
            var at = text.IndexOf(old, StringComparison.Ordinal);
            return at < 0 ? text : text[..at] + replacement + text[(at + old.Length)..];
        }

        public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
        {
            var document = fixAllContext.Document!;
            var text = await document.GetTextAsync(fixAllContext.CancellationToken);
            var replaced = replace(fixAllContext, text.ToString());
            return replaced is null
                ? null
                : CodeAction.Create(
                    "Replace",
                    _ => Task.FromResult(document.WithText(Microsoft.CodeAnalysis.Text.SourceText.From(replaced, text.Encoding, text.ChecksumAlgorithm))),
                    SingleAckFix.Key);
        }
    }
}
