using System.Collections.Immutable;
using System.Reflection;
using Leveret.Verification.Fixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Leveret.Robustness.Tests.Running;

/// <summary>Offers and applies every fix of every diagnostic.</summary>
internal static class Fixes
{
    /// <summary>Of more reports of one rule in the same code, the first ones are fixed.</summary>
    private const int MostReports = 5;

    /// <summary>Every fix of the product.</summary>
    public static ImmutableArray<CodeFixProvider> Providers { get; } =
        [.. Assembly.Load("Leveret.CodeFixes").GetTypes()
            .Where(static t => t.IsSubclassOf(typeof(CodeFixProvider)) && !t.IsAbstract)
            .OrderBy(static t => t.FullName, StringComparer.Ordinal)
            .Select(static t => (CodeFixProvider)Activator.CreateInstance(t)!)];

    /// <summary>How many actions were offered and applied, and what the first one that failed threw.</summary>
    public static async Task<(int Actions, string? Problem)> ApplyAsync(Project project, IEnumerable<Diagnostic> diagnostics)
    {
        var actions = 0;
        foreach (var diagnostic in diagnostics.GroupBy(static d => d.Id).SelectMany(static d => d.OrderBy(static d => d.Location.SourceSpan.Start).Take(MostReports)))
        {
            foreach (var provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                try
                {
                    foreach (var action in await OfferedAsync(project, diagnostic, provider).ConfigureAwait(false))
                    {
                        await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
                        actions++;
                    }
                }
#pragma warning disable CA1031 // Whatever it is that a fix throws, it is what this looks for.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    return (actions, $"{provider.GetType().Name}, for {diagnostic}, threw {exception}");
                }
            }
        }

        return (actions, null);
    }

    private static async Task<IReadOnlyList<CodeAction>> OfferedAsync(Project project, Diagnostic diagnostic, CodeFixProvider provider)
    {
        var offered = new List<CodeAction>();
        if (project.GetDocument(diagnostic.Location.SourceTree) is { } document)
        {
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), CancellationToken.None)).ConfigureAwait(false);
        }

        return [.. offered.SelectMany(NestedActions.Flatten)];
    }
}
