using Leveret.Runtime.Benchmarks;

// A run of one consumer in a process of its own, or the comparison that starts such runs.
return args switch
{
    ["consume", ..] => await Consumption.RunAsync(Settings.Parse(args[1..])),
    _ => await Comparison.RunAsync(Settings.Parse(args)),
};
