using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Amazon.S3;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Import;

public sealed record Product(string Sku, string Name, decimal Price);

public interface IProducts
{
    Task UpsertAsync(Product product);

    Task InsertManyAsync(IEnumerable<Product> products);
}

public sealed class PostgresProducts(NpgsqlDataSource source) : IProducts
{
    public async Task UpsertAsync(Product product)
    {
        var command = source.CreateCommand("INSERT INTO products VALUES (@sku, @name) ON CONFLICT (sku) DO UPDATE SET name = @name");
        command.Parameters.AddWithValue("sku", product.Sku);
        command.Parameters.AddWithValue("name", product.Name);
        await command.ExecuteNonQueryAsync();
    }

    public async Task InsertManyAsync(IEnumerable<Product> products)
    {
        await using var connection = await source.OpenConnectionAsync();
        foreach (var product in products)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO prices (sku, price) VALUES ('" + product.Sku + "', @price)";
            command.Parameters.AddWithValue("price", product.Price);
            await command.ExecuteNonQueryAsync();
        }
    }
}

public sealed class Importer(IChannel channel, IProducts products, ILogger<Importer> logger)
{
    private readonly List<(ulong Tag, Product Product)> _batch = [];

    public async Task StartAsync(CancellationToken token)
    {
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, ea) => TakeAsync(ea, token);
        var (queue, auto) = ("products", false);
        await channel.BasicConsumeAsync(queue, auto, consumer, token);
    }

    private async Task TakeAsync(BasicDeliverEventArgs ea, CancellationToken token)
    {
        try
        {
            _batch.Add((ea.DeliveryTag, JsonSerializer.Deserialize<Product>(ea.Body.Span)!));
            if (_batch is not { Count: >= 50 })
                return;

            foreach (var (_, product) in _batch)
                await products.UpsertAsync(product);
            await products.InsertManyAsync(from entry in _batch where entry.Product.Price > 0 select entry.Product);
            await channel.BasicAckAsync(_batch.Max(static b => b.Tag), multiple: true, token);
            _batch.Clear();
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Batch of {Count}", _batch.Count);
            var requeue = exception is not (JsonException or PostgresException);
            await channel.BasicNackAsync(ea.DeliveryTag, multiple: true, requeue, token);
        }
    }
}
