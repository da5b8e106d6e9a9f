using Leveret;
using Microsoft.Extensions.Logging;
using OrderWorker.Messaging;

namespace OrderWorker.Notifications;

/// <summary>Mails a confirmation. The inbox keeps a second copy from being mailed; only a crash between mail and inbox could.</summary>
public sealed class NotificationHandler(IMailSender mails, ILogger<NotificationHandler> logger)
{
    public async ValueTask<Outcome> HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var confirmed = delivery.Read(Json.Default.OrderConfirmed);
        await mails.SendAsync(
            confirmed.CustomerEmail,
            $"Your order {confirmed.OrderNumber}",
            $"Thank you for your order. We have charged {confirmed.Total:0.00}.");
        logger.LogInformation("Confirmation of {OrderNumber} sent", confirmed.OrderNumber);
        return Outcome.Ack;
    }
}
