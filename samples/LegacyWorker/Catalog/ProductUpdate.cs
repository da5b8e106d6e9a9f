namespace OrderWorker.Catalog;

public sealed record ProductUpdate(string Sku, string Name, decimal Price);
