using System.Collections.Concurrent;
using Leveret.Analyzers.Code;
using Leveret.Analyzers.Consumers;
using Leveret.Analyzers.Settings;

namespace Leveret.Analyzers.Effects;

/// <summary>What functions do, of each found only once however many consumers reach it, under the options of a file.</summary>
internal sealed class EffectsCache
{
    private readonly RabbitModel _model;
    private readonly Options _options;
    private readonly ConcurrentDictionary<FunctionCalls, FunctionEffects> _functions = new();

    public EffectsCache(RabbitModel model, Options options)
    {
        _model = model;
        _options = options;
        Guards = new Guards(model, options);
    }

    public Guards Guards { get; }

    public FunctionEffects Of(Frame frame) => _functions.GetOrAdd(frame.Calls, c => new FunctionEffects(c, Guards, _model, _options));
}
