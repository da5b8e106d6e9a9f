using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;

namespace Leveret.Analyzers.Rules;

/// <summary>RMQ0001: Leveret option is not understood.</summary>
internal static class InvalidOption
{
    public const string Id = "RMQ0001";

    public static readonly DiagnosticDescriptor Descriptor = new(
        Id,
        title: "Leveret option is not understood",
        messageFormat: "Option '{0}' has the value '{1}', which is not {2}; {3} is used instead",
        category: Categories.Configuration,
        defaultSeverity: DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "An option of the rules in .editorconfig has a value that cannot be used. The default is used until it is corrected.",
        helpLinkUri: HelpLinks.For(Id));

    /// <summary>Options have no place in code: each problem is shown at the first call in the file that a rule looks at.</summary>
    public static void Report(RabbitModel model, SyntaxTree tree, IReadOnlyCollection<(Option Option, string Value)> problems, Action<Diagnostic> report)
    {
        if (problems.Count == 0 || model.CallsIn(tree).OrderBy(static c => c.Syntax.SpanStart).FirstOrDefault() is not { } first)
            return;

        foreach (var (option, value) in problems)
            report(Diagnostic.Create(Descriptor, first.NameOf().GetLocation(), option.Key, value, option.Expected, option.Default));
    }
}
