namespace OrderWorker.Orders;

public interface IOrderRepository
{
    Task<long> AddAsync(OrderPlaced order);

    Task MarkPaidAsync(long orderId, string chargeId);
}
