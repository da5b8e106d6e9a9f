using System.Globalization;
using Leveret.Failing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Leveret.Consuming;

/// <summary>The options of a consumer, checked, with every default filled in.</summary>
internal sealed class ConsumerSettings
{
    private static readonly string[] PrefetchVariables = ["RABBITMQ_PREFETCH", "RABBITMQ_PREFETCH_COUNT"];
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(uint.MaxValue);

    private ConsumerSettings(ConsumerOptions options, int prefetch, int concurrency)
    {
        Queue = options.Queue;
        Prefetch = (ushort)prefetch;
        Concurrency = (ushort)concurrency;
        AckEvery = options.AckEvery ?? Math.Max(1, prefetch / 10);
        AckWindow = options.AckWindow;
        Exclusive = options.Exclusive;
        Arguments = new Dictionary<string, object?>(options.Arguments);
        DrainTimeout = options.DrainTimeout;
        SilenceTimeout = options.SilenceTimeout;
        Steps = new DelaySteps(options.Retry.Steps);
        Retry = new RetryPolicy(options.Retry, Steps);
        Mechanism = options.Retry.Mechanism;
        DelayExchange = options.Retry.DelayExchange;
        DeadLetterQueue = options.DeadLetter.Queue ?? $"{options.Queue}.dead-letter";
        DeclareDeadLetterQueue = options.DeadLetter.Declare;
        ConfirmTimeout = options.DeadLetter.ConfirmTimeout;
        Inbox = options.Inbox;
        InboxKey = options.InboxKey;
        Logger = options.Logger ?? NullLogger.Instance;
    }

    public string Queue { get; }

    public ushort Prefetch { get; }

    public ushort Concurrency { get; }

    public int AckEvery { get; }

    public TimeSpan AckWindow { get; }

    public bool Exclusive { get; }

    public IDictionary<string, object?> Arguments { get; }

    public TimeSpan DrainTimeout { get; }

    public TimeSpan SilenceTimeout { get; }

    public DelaySteps Steps { get; }

    public RetryPolicy Retry { get; }

    public DelayMechanism Mechanism { get; }

    public string? DelayExchange { get; }

    public string DeadLetterQueue { get; }

    public bool DeclareDeadLetterQueue { get; }

    public TimeSpan ConfirmTimeout { get; }

    public IInbox? Inbox { get; }

    public Func<Delivery, string?> InboxKey { get; }

    public ILogger Logger { get; }

    /// <summary>Checks options and fills in the defaults.</summary>
    /// <param name="options">The options.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <exception cref="ArgumentException">An option is wrong, or a variable that an option is read from.</exception>
    public static ConsumerSettings From(ConsumerOptions options, Func<string, string?> environment)
    {
        var prefetch = Check(options, environment);
        return new ConsumerSettings(options, prefetch, options.Concurrency);
    }

    /// <summary>As <see cref="From"/>, for handlers that run until someone else settles their delivery: all that the prefetch lets in run at a time.</summary>
    public static ConsumerSettings ForReading(ConsumerOptions options, Func<string, string?> environment)
    {
        var prefetch = Check(options, environment);
        return new ConsumerSettings(options, prefetch, prefetch);
    }

    private static int Check(ConsumerOptions options, Func<string, string?> environment)
    {
        Check(options.Queue.Length > 0, "The name of the queue is empty.");
        Check(options.Concurrency is >= 1 and <= ushort.MaxValue, $"{nameof(ConsumerOptions.Concurrency)} of queue '{options.Queue}' is {options.Concurrency}; it must be from 1 to 65535.");

        var prefetch = PrefetchOf(options, environment);
        CheckSettling(options, prefetch);
        CheckRetry(options);
        CheckDeadLetter(options);
        return prefetch;
    }

    private static int PrefetchOf(ConsumerOptions options, Func<string, string?> environment)
    {
        var (prefetch, source) = (options.Prefetch, $"{nameof(ConsumerOptions.Prefetch)} of queue '{options.Queue}'");
        if (prefetch is null)
        {
            foreach (var variable in PrefetchVariables)
            {
                if (environment(variable) is not { Length: > 0 } value)
                    continue;

                source = $"The environment variable {variable}";
                Check(
                    int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number),
                    $"{source} is '{value}'; it must be a whole number from 1 to 65535.");
                prefetch = number;
                break;
            }
        }

        if (prefetch is not { } set)
            return options.Concurrency;

        Check(set != 0, $"{source} is 0, which RabbitMQ takes as unlimited: one consumer would hold the whole queue. It must be from 1 to 65535.");
        Check(set is >= 1 and <= ushort.MaxValue, $"{source} is {set}; it must be from 1 to 65535.");
        Check(
            options.Concurrency <= set,
            $"{nameof(ConsumerOptions.Concurrency)} of queue '{options.Queue}' is {options.Concurrency}, more than the prefetch of {set} ({source}): the handlers beyond it would never have a delivery. Raise the prefetch or lower the concurrency.");
        return set;
    }

    private static void CheckSettling(ConsumerOptions options, int prefetch)
    {
        Check(
            options.AckEvery is null || (options.AckEvery >= 1 && options.AckEvery <= prefetch),
            $"{nameof(ConsumerOptions.AckEvery)} of queue '{options.Queue}' is {options.AckEvery}; it must be from 1 to the prefetch, {prefetch}: with more the broker would wait for an acknowledgement and the consumer for deliveries.");
        Check(
            options.AckWindow > TimeSpan.Zero && options.AckWindow <= TimeSpan.FromSeconds(1),
            $"{nameof(ConsumerOptions.AckWindow)} of queue '{options.Queue}' is {options.AckWindow}; it must be more than nothing and at most 1 second.");
        Check(
            options.DrainTimeout >= TimeSpan.Zero && options.DrainTimeout <= LongestTimeout,
            $"{nameof(ConsumerOptions.DrainTimeout)} of queue '{options.Queue}' is {options.DrainTimeout}; it must be from nothing to 1 day.");
        Check(
            options.SilenceTimeout >= TimeSpan.Zero && options.SilenceTimeout <= LongestTimeout,
            $"{nameof(ConsumerOptions.SilenceTimeout)} of queue '{options.Queue}' is {options.SilenceTimeout}; it must be from nothing to 1 day.");
        Check(options.InboxKey is not null, $"{nameof(ConsumerOptions.InboxKey)} of queue '{options.Queue}' is null.");
    }

    private static void CheckRetry(ConsumerOptions options)
    {
        var retry = options.Retry;
        var name = $"{nameof(ConsumerOptions.Retry)} of queue '{options.Queue}'";
        Check(retry.Immediate is >= 0 and <= 1000, $"{name}: {nameof(RetryOptions.Immediate)} is {retry.Immediate}; it must be from 0 to 1000.");
        Check(retry.Jitter is >= 0 and <= 1, $"{name}: {nameof(RetryOptions.Jitter)} is {retry.Jitter.ToString(CultureInfo.InvariantCulture)}; it must be from 0 to 1.");
        Check(retry.Delays is not null, $"{name}: {nameof(RetryOptions.Delays)} is null.");
        Check(retry.Steps is { Count: > 0 }, $"{name}: {nameof(RetryOptions.Steps)} is empty.");
        foreach (var step in retry.Steps)
        {
            Check(
                step >= TimeSpan.FromMilliseconds(1) && step <= LongestStep && step.Ticks % TimeSpan.TicksPerMillisecond == 0,
                $"{name}: a step of {step} is not a whole number of milliseconds from 1 to {uint.MaxValue}.");
        }

        foreach (var delay in retry.Delays)
            Check(delay > TimeSpan.Zero && delay <= TimeSpan.FromDays(365), $"{name}: a delay of {delay} is not more than nothing and at most a year.");

        Check(Enum.IsDefined(retry.Mechanism), $"{name}: {nameof(RetryOptions.Mechanism)} is {retry.Mechanism}, which does not exist.");
        Check(
            retry.Mechanism != DelayMechanism.DelayedExchange || !string.IsNullOrEmpty(retry.DelayExchange),
            $"{name}: {nameof(DelayMechanism.DelayedExchange)} needs {nameof(RetryOptions.DelayExchange)}, the name of the exchange.");
        Check(
            retry.Mechanism != DelayMechanism.Native || retry.Delays.Count < 20,
            $"{name}: {retry.Delays.Count} delays, but a quorum queue drops or dead-letters by itself what was rejected 20 times unless its limit is raised. With {nameof(DelayMechanism.Native)} there can be 19.");
    }

    private static void CheckDeadLetter(ConsumerOptions options)
    {
        var deadLetter = options.DeadLetter;
        var name = $"{nameof(ConsumerOptions.DeadLetter)} of queue '{options.Queue}'";
        Check(deadLetter.Queue is null or { Length: > 0 }, $"{name}: the name of the queue is empty.");
        Check(deadLetter.Queue != options.Queue, $"{name} is the queue itself: a message that cannot be handled would return for ever.");
        Check(
            deadLetter.ConfirmTimeout > TimeSpan.Zero && deadLetter.ConfirmTimeout <= LongestTimeout,
            $"{name}: {nameof(DeadLetterOptions.ConfirmTimeout)} is {deadLetter.ConfirmTimeout}; it must be more than nothing and at most 1 day.");
    }

    private static void Check([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool right, string message)
    {
        if (!right)
            throw new ArgumentException(message);
    }
}
