using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OrderWorker;
using OrderWorker.Audit;
using OrderWorker.Catalog;
using OrderWorker.Database;
using OrderWorker.Messaging;
using OrderWorker.Notifications;
using OrderWorker.Orders;
using OrderWorker.Payments;
using OrderWorker.Stock;

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});

builder.Services.Configure<RabbitMqOptions>(builder.Configuration.GetSection("RabbitMq"));
builder.Services.AddSingleton<RabbitMqConnection>();
builder.Services.AddSingleton<EventPublisher>();

if (args is ["publish", ..])
{
    builder.Services.AddSingleton<SamplePublisher>();
    using var publisherHost = builder.Build();
    await publisherHost.Services.GetRequiredService<SamplePublisher>().RunAsync(args[1..]);
    return;
}

var connectionString = builder.Configuration.GetConnectionString("Orders")
    ?? throw new InvalidOperationException("The connection string 'Orders' is missing.");

builder.Services.AddSingleton(NpgsqlDataSource.Create(connectionString));
builder.Services.AddSingleton<DatabaseSchema>();
builder.Services.AddSingleton<IOrderRepository, OrderRepository>();
builder.Services.AddSingleton<IStockRepository, StockRepository>();
builder.Services.AddSingleton<CatalogRepository>();
builder.Services.AddSingleton<AuditRepository>();
builder.Services.AddSingleton<OrderProcessor>();

builder.Services.AddHttpClient<IPaymentGateway, PaymentGateway>(client =>
    client.BaseAddress = new Uri(builder.Configuration["Payments:BaseAddress"]!));
builder.Services.AddHttpClient<IMailSender, MailSender>(client =>
    client.BaseAddress = new Uri(builder.Configuration["Mail:BaseAddress"]!));

if (builder.Configuration.GetValue<bool>("LocalServices:Enabled"))
{
    builder.Services.AddHostedService<LocalServices>();
}

builder.Services.AddHostedService<OrderConsumer>();
builder.Services.AddHostedService<NotificationConsumer>();
builder.Services.AddHostedService<CatalogImportConsumer>();
builder.Services.AddHostedService<AuditPoller>();

using var host = builder.Build();
await host.Services.GetRequiredService<DatabaseSchema>().CreateAsync();
await host.RunAsync();
