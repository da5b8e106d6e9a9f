namespace OrderWorker.Stock;

public interface IStockRepository
{
    Task ReserveAsync(string sku, int quantity);
}
