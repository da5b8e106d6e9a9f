using Leveret.CodeFixes.InPlace;
using Leveret.Verification;

namespace Leveret.CodeFixes.Tests;

/// <summary>Consumers that the handler of another consumer starts, in one method.</summary>
public sealed class NestedConsumersTests
{
    [Fact]
    public Task Limits() => FixSnippets<MissingPrefetchFix>.Fixes(Client.V6, """
        public sealed class TenantWorker
        {
            public void Start(IConnection connection)
            {
                var tenants = connection.CreateModel();
                var outer = new EventingBasicConsumer(tenants);
                outer.Received += (_, tenant) =>
                {
                    var orders = connection.CreateModel();
                    var inner = new EventingBasicConsumer(orders);
                    inner.Received += (_, order) =>
                    {
                        File.WriteAllText("order.txt", order.RoutingKey);
                        orders.BasicAck(order.DeliveryTag, false);
                    };
                    orders.{|RMQ1001:BasicConsume|}("orders", false, inner);
                    tenants.BasicAck(tenant.DeliveryTag, false);
                };
                tenants.{|RMQ1001:BasicConsume|}("tenants", false, outer);
            }
        }
        """, """
        public sealed class TenantWorker
        {
            public void Start(IConnection connection)
            {
                var tenants = connection.CreateModel();
                var outer = new EventingBasicConsumer(tenants);
                outer.Received += (_, tenant) =>
                {
                    var orders = connection.CreateModel();
                    var inner = new EventingBasicConsumer(orders);
                    inner.Received += (_, order) =>
                    {
                        File.WriteAllText("order.txt", order.RoutingKey);
                        orders.BasicAck(order.DeliveryTag, false);
                    };
                    orders.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                    orders.BasicConsume("orders", false, inner);
                    tenants.BasicAck(tenant.DeliveryTag, false);
                };
                tenants.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                tenants.BasicConsume("tenants", false, outer);
            }
        }
        """);

    [Fact]
    public Task Auto_ack() => FixSnippets<AutoAckLossFix>.Fixes(Client.V6, """
        public sealed class TenantWorker
        {
            public void Start(IConnection connection)
            {
                var tenants = connection.CreateModel();
                var outer = new EventingBasicConsumer(tenants);
                outer.Received += (_, tenant) =>
                {
                    File.WriteAllText("tenant.txt", tenant.RoutingKey);
                    var orders = connection.CreateModel();
                    var inner = new EventingBasicConsumer(orders);
                    inner.Received += (_, order) => File.WriteAllText("order.txt", order.RoutingKey);
                    orders.{|RMQ2001:BasicConsume|}("orders", true, inner);
                };
                tenants.{|RMQ2001:BasicConsume|}("tenants", true, outer);
            }
        }
        """, """
        public sealed class TenantWorker
        {
            public void Start(IConnection connection)
            {
                var tenants = connection.CreateModel();
                var outer = new EventingBasicConsumer(tenants);
                outer.Received += (_, tenant) =>
                {
                    try
                    {
                        File.WriteAllText("tenant.txt", tenant.RoutingKey);
                        var orders = connection.CreateModel();
                        var inner = new EventingBasicConsumer(orders);
                        inner.Received += (_, order) =>
                        {
                            try
                            {
                                File.WriteAllText("order.txt", order.RoutingKey);
                            }
                            catch
                            {
                                orders.BasicNack(order.DeliveryTag, multiple: false, requeue: false);
                                throw;
                            }

                            orders.BasicAck(order.DeliveryTag, multiple: false);
                        };
                        orders.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                        orders.BasicConsume("orders", false, inner);
                    }
                    catch
                    {
                        tenants.BasicNack(tenant.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    tenants.BasicAck(tenant.DeliveryTag, multiple: false);
                };
                tenants.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                tenants.BasicConsume("tenants", false, outer);
            }
        }
        """);

    [Fact]
    public Task Auto_ack_async() => FixSnippets<AutoAckLossFix>.Fixes(Client.V7, """
        public sealed class TenantWorker
        {
            public async Task StartAsync(IConnection connection)
            {
                var tenants = await connection.CreateChannelAsync();
                var outer = new AsyncEventingBasicConsumer(tenants);
                outer.ReceivedAsync += async (_, tenant) =>
                {
                    await File.WriteAllTextAsync("tenant.txt", tenant.RoutingKey);
                    var orders = await connection.CreateChannelAsync();
                    var inner = new AsyncEventingBasicConsumer(orders);
                    inner.ReceivedAsync += async (_, order) => await File.WriteAllTextAsync("order.txt", order.RoutingKey);
                    await orders.{|RMQ2001:BasicConsumeAsync|}("orders", true, inner);
                };
                await tenants.{|RMQ2001:BasicConsumeAsync|}("tenants", true, outer);
            }
        }
        """, """
        public sealed class TenantWorker
        {
            public async Task StartAsync(IConnection connection)
            {
                var tenants = await connection.CreateChannelAsync();
                var outer = new AsyncEventingBasicConsumer(tenants);
                outer.ReceivedAsync += async (_, tenant) =>
                {
                    try
                    {
                        await File.WriteAllTextAsync("tenant.txt", tenant.RoutingKey);
                        var orders = await connection.CreateChannelAsync();
                        var inner = new AsyncEventingBasicConsumer(orders);
                        inner.ReceivedAsync += async (_, order) =>
                        {
                            try
                            {
                                await File.WriteAllTextAsync("order.txt", order.RoutingKey);
                            }
                            catch
                            {
                                await orders.BasicNackAsync(order.DeliveryTag, multiple: false, requeue: false);
                                throw;
                            }

                            await orders.BasicAckAsync(order.DeliveryTag, multiple: false);
                        };
                        await orders.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                        await orders.BasicConsumeAsync("orders", false, inner);
                    }
                    catch
                    {
                        await tenants.BasicNackAsync(tenant.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    await tenants.BasicAckAsync(tenant.DeliveryTag, multiple: false);
                };
                await tenants.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false);
                await tenants.BasicConsumeAsync("tenants", false, outer);
            }
        }
        """);

    [Fact]
    public Task Limit_of_the_outer_consumer_serves_the_inner_one_on_its_channel() => FixSnippets<AutoAckLossFix>.Fixes(Client.V6, """
        public sealed class TenantWorker
        {
            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                var outer = new EventingBasicConsumer(channel);
                outer.Received += (_, tenant) =>
                {
                    File.WriteAllText("tenant.txt", tenant.RoutingKey);
                    var inner = new EventingBasicConsumer(channel);
                    inner.Received += (_, order) =>
                    {
                        File.WriteAllText("order.txt", order.RoutingKey);
                        channel.BasicAck(order.DeliveryTag, false);
                    };
                    channel.{|RMQ1001:BasicConsume|}("orders", false, inner);
                };
                channel.{|RMQ2001:BasicConsume|}("tenants", true, outer);
            }
        }
        """, """
        public sealed class TenantWorker
        {
            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                var outer = new EventingBasicConsumer(channel);
                outer.Received += (_, tenant) =>
                {
                    try
                    {
                        File.WriteAllText("tenant.txt", tenant.RoutingKey);
                        var inner = new EventingBasicConsumer(channel);
                        inner.Received += (_, order) =>
                        {
                            File.WriteAllText("order.txt", order.RoutingKey);
                            channel.BasicAck(order.DeliveryTag, false);
                        };
                        channel.BasicConsume("orders", false, inner);
                    }
                    catch
                    {
                        channel.BasicNack(tenant.DeliveryTag, multiple: false, requeue: false);
                        throw;
                    }

                    channel.BasicAck(tenant.DeliveryTag, multiple: false);
                };
                channel.BasicQos(prefetchSize: 0, prefetchCount: 1, global: false);
                channel.BasicConsume("tenants", false, outer);
            }
        }
        """);

    [Theory]
    [InlineData("channel.BasicAck(tenant.DeliveryTag, false);")]
    [InlineData("var tag = tenant.DeliveryTag; channel.BasicAck(tag, false);")]
    public Task Inner_handler_that_settles_the_outer_delivery(string settlement) => FixSnippets<AutoAckLossFix>.OffersNothing(Client.V6, $$"""
        public sealed class TenantWorker
        {
            public void Start(IConnection connection)
            {
                var channel = connection.CreateModel();
                var outer = new EventingBasicConsumer(channel);
                outer.Received += (_, tenant) =>
                {
                    File.WriteAllText("tenant.txt", tenant.RoutingKey);
                    var inner = new EventingBasicConsumer(channel);
                    inner.Received += (_, order) =>
                    {
                        File.WriteAllText("order.txt", order.RoutingKey);
                        {{settlement}}
                    };
                    channel.BasicQos(0, 20, false);
                    channel.BasicConsume("orders", false, inner);
                };
                channel.{{"{|RMQ2001:BasicConsume|}"}}("tenants", true, outer);
            }
        }
        """);
}
