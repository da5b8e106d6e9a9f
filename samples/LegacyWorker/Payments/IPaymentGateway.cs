namespace OrderWorker.Payments;

public interface IPaymentGateway
{
    Task<string> ChargeAsync(string orderNumber, decimal amount);
}
