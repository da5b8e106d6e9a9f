using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;

namespace Leveret.CodeFixes.Fixing;

/// <summary>A report to be mended, and what is known of the code around it.</summary>
internal sealed class FixSite
{
    public FixSite(RabbitModel model, SyntaxTree tree, Options options, Diagnostic report)
    {
        Model = model;
        Tree = tree;
        Options = options;
        Report = report;
    }

    public RabbitModel Model { get; }

    public SyntaxTree Tree { get; }

    public Options Options { get; }

    public Diagnostic Report { get; }
}
