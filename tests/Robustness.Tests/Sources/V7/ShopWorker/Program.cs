using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using Shop;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddSingleton<IConnectionFactory>(_ => new ConnectionFactory { HostName = "localhost", ConsumerDispatchConcurrency = 4 });
builder.Services.AddSingleton<IConnection>(p => p.GetRequiredService<IConnectionFactory>().CreateConnectionAsync().GetAwaiter().GetResult());
builder.Services.AddSingleton(p => p.GetRequiredService<IConnection>().CreateChannelAsync().GetAwaiter().GetResult());
builder.Services.AddScoped<IOrders, Orders>();
builder.Services.AddScoped<IPayments, Payments>();
builder.Services.AddHostedService<OrderWorker>();

using var host = builder.Build();
await host.RunAsync();
