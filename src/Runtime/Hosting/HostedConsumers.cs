using System.Diagnostics.CodeAnalysis;
using Leveret.Connecting;
using Leveret.Observing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Leveret.Hosting;

/// <summary>Starts and stops the consumers of a host with it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source of the token has no timer or wait handle to release.")]
internal sealed class HostedConsumers : IHostedService, IAsyncDisposable
{
    /// <summary>How long the start of the host waits for a broker that cannot be reached; after that it goes on, and the consumers follow.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(10);

    private readonly IServiceProvider _services;
    private readonly IOptionsMonitor<ConsumerOptions> _options;
    private readonly ILoggerFactory _loggers;
    private readonly ConsumerRegistration[] _registrations;
    private readonly CancellationTokenSource _stopping = new();
    private readonly NodeConnections _connections;
    private readonly HostedConsumer[] _consumers;

    public HostedConsumers(
        IServiceProvider services, IOptions<RabbitMqOptions> connection, IOptionsMonitor<ConsumerOptions> options, ILoggerFactory loggers, IEnumerable<ConsumerRegistration> registrations)
    {
        _services = services;
        _options = options;
        _loggers = loggers;
        _registrations = [.. registrations];
        _connections = new NodeConnections(connection.Value, loggers.CreateLogger("Leveret.Connections"));
        _consumers = [.. _registrations.Select(static registration => new HostedConsumer(registration.Queue))];
    }

    /// <summary>The consumers, started or not.</summary>
    public IReadOnlyList<HostedConsumer> Consumers => _consumers;

    /// <summary>Where the consumers are connected.</summary>
    public IConnectionSource Connections => _connections;

    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="ConsumerException">A queue does not exist, or may not be consumed; the broker refused the user.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        WarnOfUnknownConsumers();
        var starting = new List<Task>();
        for (var index = 0; index < _registrations.Length; index++)
        {
            var registration = _registrations[index];
            var options = _options.Get(registration.Queue);
            options.Logger ??= _loggers.CreateLogger($"Leveret.Consumers.{registration.Queue}");
            starting.Add(_consumers[index].StartAsync(_connections, options, registration.Handler(_services), _stopping.Token));
        }

        var patience = Task.Delay(StartPatience, cancellationToken);
        while (starting.Count > 0)
        {
            var next = await Task.WhenAny([.. starting, patience]).ConfigureAwait(false);
            if (next == patience)
                break;

            await next.ConfigureAwait(false);
            starting.Remove(next);
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (var consumer in _consumers)
            consumer.HostHasStarted();
    }

    /// <summary>No error: services may share their configuration.</summary>
    private void WarnOfUnknownConsumers()
    {
        var configured = _services.GetService<IConfiguration>()?.GetSection($"{ConfigurationReader.Root}:Consumers").GetChildren() ?? [];
        foreach (var section in configured)
        {
            // A name with a colon is cut in two.
            if (!_registrations.Any(registration => $"{registration.Queue}:".StartsWith($"{section.Key}:", StringComparison.OrdinalIgnoreCase)))
                Log.NoSuchConsumer(_loggers.CreateLogger("Leveret.Consumers"), section.Key);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_consumers.Select(consumer => consumer.StopAsync(cancellationToken))).ConfigureAwait(false);
        await _connections.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Stops what is not stopped. A container calls it once for each service that this is.</summary>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);
}
