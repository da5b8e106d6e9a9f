using Microsoft.Extensions.Options;

namespace Leveret.Hosting;

/// <summary>Makes the options of a consumer, which are named by its queue.</summary>
internal sealed class ConsumerOptionsFactory(
    IEnumerable<IConfigureOptions<ConsumerOptions>> setups,
    IEnumerable<IPostConfigureOptions<ConsumerOptions>> postConfigures,
    IEnumerable<IValidateOptions<ConsumerOptions>> validations)
    : OptionsFactory<ConsumerOptions>(setups, postConfigures, validations)
{
    protected override ConsumerOptions CreateInstance(string name) => new(name);
}
