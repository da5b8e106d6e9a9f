using Leveret;
using Leveret.PostgreSql;
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

var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});

var database = NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Orders")
    ?? throw new InvalidOperationException("The connection string 'Orders' is missing."));
builder.Services.AddSingleton(database);
builder.Services.AddSingleton<CatalogRepository>();
builder.Services.AddSingleton<AuditRepository>();
builder.Services.AddSingleton<OrderHandler>();
builder.Services.AddSingleton<NotificationHandler>();
builder.Services.AddSingleton<EventPublisher>();
builder.Services.AddHttpClient<IPaymentGateway, PaymentGateway>(client => client.BaseAddress = new Uri(builder.Configuration["Payments:BaseAddress"]!));
builder.Services.AddHttpClient<IMailSender, MailSender>(client => client.BaseAddress = new Uri(builder.Configuration["Mail:BaseAddress"]!));
if (builder.Configuration.GetValue<bool>("LocalServices:Enabled"))
    builder.Services.AddHostedService<LocalServices>();

var inbox = new PostgreSqlInbox(database);
builder.Services.AddHostedService<QueueDeclarations>();
builder.Services.AddRabbitMq()
    .AddConsumer(Queues.Orders, services => PostgreSqlInbox.Transactional(database, services.GetRequiredService<OrderHandler>().HandleAsync, inboxKey: MessageKeys.OfOrder))
    .AddConsumer(Queues.Notifications, services => services.GetRequiredService<NotificationHandler>().HandleAsync, options => (options.Inbox, options.InboxKey) = (inbox, MessageKeys.OfConfirmation))
    .AddConsumer(Queues.CatalogImport, services => services.GetRequiredService<CatalogRepository>().HandleAsync)
    .AddConsumer(Queues.Audit, services => services.GetRequiredService<AuditRepository>().HandleAsync, options => (options.Inbox, options.InboxKey) = (inbox, MessageKeys.OfAuditEvent));
builder.Services.AddHealthChecks().AddRabbitMqConsumers();

using var host = builder.Build();
if (args is ["publish", ..])
{
    await SampleOrders.PublishAsync(host.Services.GetRequiredService<EventPublisher>(), args[1..]);
    return;
}

await new DatabaseSchema(database).CreateAsync();
await inbox.CreateTableAsync();
await host.RunAsync();
