using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;
using Microsoft.CodeAnalysis;

namespace Leveret.CodeFixes.Fixing;

/// <summary>The fixes for the reports of one rule.</summary>
internal sealed class Remedy
{
    public Remedy(string id, Action<RabbitModel, SyntaxTree, Options, Action<Diagnostic>> rule, Func<FixSite, IEnumerable<Fix>> propose)
    {
        Id = id;
        Rule = rule;
        Propose = propose;
    }

    public string Id { get; }

    /// <summary>Reports what is to be mended in a file.</summary>
    public Action<RabbitModel, SyntaxTree, Options, Action<Diagnostic>> Rule { get; }

    /// <summary>The fixes for a report, the safe one first; empty where none is provably right.</summary>
    public Func<FixSite, IEnumerable<Fix>> Propose { get; }
}
