using System;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Hooks;

public sealed class WebhookForwarder : IHostedService
{
    private readonly IHttpClientFactory _clients;
    private readonly ConnectionFactory _factory;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private IConnection? _connection;
    private IModel? _channel;
    private string? _tag;
    private bool _stopping;

    public WebhookForwarder(IHttpClientFactory clients, ConnectionFactory factory)
    {
        _clients = clients;
        _factory = factory;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                _connection = _factory.CreateConnection("hooks");
                break;
            }
            catch (BrokerUnreachableException)
            {
                await Task.Delay(1000, cancellationToken);
            }
        }

        _channel = _connection!.CreateModel();
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.Received += ForwardAsync;
        consumer.Shutdown += (_, _) => Task.CompletedTask;
        _tag = _channel.BasicConsume("hooks", false, consumer);
        _channel.BasicQos(0, 10, false);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        _channel?.BasicCancel(_tag);
        _channel?.Close();
        return Task.CompletedTask;
    }

    private async Task ForwardAsync(object sender, BasicDeliverEventArgs ea)
    {
        if (_stopping)
        {
            _channel!.BasicNack(ea.DeliveryTag, false, requeue: true);
            return;
        }

        await _gate.WaitAsync();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"https://hooks.example/{ea.RoutingKey}")
            {
                Content = new ByteArrayContent(ea.Body.ToArray()),
            };
            request.Headers.Add("Idempotency-Key", ea.BasicProperties.MessageId);
            using var response = await _clients.CreateClient("hooks").SendAsync(request);
            if (!response.IsSuccessStatusCode)
                throw new HttpRequestException(response.StatusCode.ToString());
            _channel!.BasicAck(ea.DeliveryTag, false);
        }
        catch (OperationCanceledException)
        {
            _channel!.BasicNack(ea.DeliveryTag, false, true);
        }
        catch (Exception e) when (e is HttpRequestException)
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            _channel!.BasicNack(ea.DeliveryTag, false, true);
        }
        finally
        {
            _gate.Release();
        }
    }
}
