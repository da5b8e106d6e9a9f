using System;
using System.Net.Http;
using System.Net.Http.Json;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Shop;

public sealed record OrderPlaced(Guid Id, string Customer, decimal Total);

public class Order
{
    public Guid Id { get; set; }

    public string Customer { get; set; } = "";

    public string Status { get; set; } = "new";
}

public class ShopContext : DbContext
{
    public DbSet<Order> Orders => Set<Order>();
}

public interface IOrders
{
    Task<Order?> FindAsync(Guid id, CancellationToken token);

    Task AddAsync(OrderPlaced placed, CancellationToken token);
}

public interface IPayments
{
    Task ChargeAsync(string customer, decimal amount, CancellationToken token);
}

internal sealed class Orders(ShopContext context) : IOrders
{
    public async Task<Order?> FindAsync(Guid id, CancellationToken token) =>
        await context.Orders.FirstOrDefaultAsync(o => o.Id == id, token);

    public async Task AddAsync(OrderPlaced placed, CancellationToken token)
    {
        await context.Orders.AddAsync(new Order { Id = Guid.NewGuid(), Customer = placed.Customer }, token);
        await context.SaveChangesAsync(token);
    }
}

internal sealed class Payments(HttpClient http) : IPayments
{
    public async Task ChargeAsync(string customer, decimal amount, CancellationToken token)
    {
        using var response = await http.PostAsJsonAsync("charges", new { customer, amount }, token);
        response.EnsureSuccessStatusCode();
    }
}
