namespace OrderWorker.Orders;

public sealed record OrderPlaced(string OrderNumber, string CustomerEmail, string Sku, int Quantity, decimal UnitPrice)
{
    public decimal Total => Quantity * UnitPrice;
}
