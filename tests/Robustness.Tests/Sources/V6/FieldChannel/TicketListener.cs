using System;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Tickets;

public class Ticket
{
    public int Id { get; set; }

    public string Title { get; set; } = "";

    public int Comments { get; set; }
}

public class TicketContext : DbContext
{
    public DbSet<Ticket> Tickets => Set<Ticket>();
}

public class TicketListener : BackgroundService
{
    private readonly IServiceScopeFactory _scopes;
    private readonly IConnection _connection;
    private readonly IModel _channel;
    private readonly IModel _other;

    public TicketListener(IServiceScopeFactory scopes, ConnectionFactory factory)
    {
        _scopes = scopes;
        factory.DispatchConsumersAsync = true;
        _connection = factory.CreateConnection();
        _channel = _connection.CreateModel();
        _other = _connection.CreateModel();
        _other.BasicQos(0, 20, false);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stoppingToken.ThrowIfCancellationRequested();
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.Received += async (_, ea) =>
        {
            using var scope = _scopes.CreateScope();
            var context = scope.ServiceProvider.GetRequiredService<TicketContext>();
            var ticket = JsonSerializer.Deserialize<Ticket>(ea.Body.Span)!;
            context.Tickets.Add(new Ticket { Title = ticket.Title });
            await context.SaveChangesAsync(stoppingToken);
            _channel.BasicAck(ea.DeliveryTag, false);
        };
        _channel.BasicConsume("tickets", false, consumer);

        var comments = new AsyncEventingBasicConsumer(_other);
        comments.Received += CommentAsync;
        _other.BasicConsume("comments", false, comments);
        return Task.CompletedTask;
    }

    private async Task CommentAsync(object sender, BasicDeliverEventArgs ea)
    {
        try
        {
            await using var scope = _scopes.CreateAsyncScope();
            var context = scope.ServiceProvider.GetRequiredService<TicketContext>();
            var id = BitConverter.ToInt32(ea.Body.Span);
            var ticket = await context.Tickets.FirstOrDefaultAsync(t => t.Id == id);
            if (ticket is null)
            {
                _other.BasicReject(ea.DeliveryTag, requeue: false);
                return;
            }

            ticket.Comments += 1;
            await context.SaveChangesAsync();
            _other.BasicAck(ea.DeliveryTag, false);
        }
        catch (DbUpdateException e) when (e.InnerException is not null)
        {
            _other.BasicNack(ea.DeliveryTag, false, requeue: true);
        }
        catch
        {
            Thread.Sleep(TimeSpan.FromSeconds(5));
            _other.BasicNack(ea.DeliveryTag, false, requeue: true);
        }
    }

    public override void Dispose()
    {
        _channel.Close();
        _connection.Close();
        base.Dispose();
    }
}
