using System.Runtime.CompilerServices;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Symbols;
using Microsoft.CodeAnalysis;

namespace Leveret.CodeFixes.Fixing;

/// <summary>The model of a compilation, made once however many fixes ask for it.</summary>
internal static class Models
{
    private static readonly ConditionalWeakTable<Compilation, RabbitModel> Cache = new();

    /// <summary>The model, or null where RabbitMQ.Client is not referenced.</summary>
    public static RabbitModel? Of(Compilation compilation)
    {
        if (Cache.TryGetValue(compilation, out var known))
            return known;

        return RabbitSymbols.TryFind(compilation) is { } rabbit
            ? Cache.GetValue(compilation, c => new RabbitModel(rabbit, new CodeIndex(c)))
            : null;
    }
}
