namespace OrderWorker.Notifications;

public sealed record OrderConfirmed(string OrderNumber, string CustomerEmail, decimal Total);
