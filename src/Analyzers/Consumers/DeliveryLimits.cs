using System.Collections.Concurrent;
using Leveret.Analyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Leveret.Analyzers.Consumers;

/// <summary>How often the broker redelivers, read from the queue declarations of a compilation.</summary>
internal sealed class DeliveryLimits
{
    private readonly RabbitModel _model;
    private readonly List<(SyntaxTree Tree, string? Queue, DeliveryLimit Limit)> _declared = new();
    private readonly ConcurrentDictionary<SyntaxTree, DeliveryLimit> _files = new();

    public DeliveryLimits(RabbitModel model)
    {
        _model = model;
        foreach (var declare in model.QueueDeclarations)
        {
            if (In(declare, model) is var limit and not DeliveryLimit.None)
                _declared.Add((declare.Syntax.SyntaxTree, model.QueueOf(declare), limit));
        }
    }

    /// <summary>
    /// The limit of the queue that a file settles for, going by the declarations that can be of it. A limit that the file
    /// names but no declaration that could be read has is taken as this queue's.
    /// </summary>
    public DeliveryLimit Of(SyntaxTree tree) => _files.GetOrAdd(tree, Find);

    private DeliveryLimit Find(SyntaxTree tree)
    {
        var queue = _model.OnlyQueueIn(tree);
        var limit = DeliveryLimit.None;
        var unread = TreeText.Of(tree).Contains("\"x-delivery-limit\"", CodeIndex.Cancellation);
        foreach (var (file, declared, found) in _declared)
        {
            if (found == DeliveryLimit.Explicit && file == tree)
                unread = false;

            var isUnnamed = queue is null || declared is null;
            if (isUnnamed ? file == tree : queue == declared)
                limit = found > limit ? found : limit;
        }

        return unread ? DeliveryLimit.Explicit : limit;
    }

    private static DeliveryLimit In(IInvocationOperation declare, RabbitModel model)
    {
        var limit = DeliveryLimit.None;
        foreach (var constant in QueueArguments.ConstantsOf(declare, model))
        {
            switch (constant.ConstantValue.Value)
            {
                case "x-delivery-limit":
                    return DeliveryLimit.Explicit;
                case "quorum":
                    limit = DeliveryLimit.Default;
                    break;
            }
        }

        return limit;
    }
}
