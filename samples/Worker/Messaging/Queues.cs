namespace OrderWorker.Messaging;

public static class Queues
{
    public const string Orders = "orders";
    public const string Notifications = "notifications";
    public const string CatalogImport = "catalog-import";
    public const string Audit = "audit";

    public static readonly string[] All = [Orders, Notifications, CatalogImport, Audit];
}
