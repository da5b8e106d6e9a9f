using System.Net.Http.Json;

namespace OrderWorker.Payments;

public sealed class PaymentGateway(HttpClient client) : IPaymentGateway
{
    public async Task<string> ChargeAsync(string orderNumber, decimal amount)
    {
        var response = await client.PostAsJsonAsync("charges", new ChargeRequest(orderNumber, amount));
        response.EnsureSuccessStatusCode();

        var charge = await response.Content.ReadFromJsonAsync<ChargeResponse>();
        return charge?.Id ?? throw new InvalidOperationException("The payment service returned no charge.");
    }
}

public sealed record ChargeRequest(string OrderNumber, decimal Amount);

public sealed record ChargeResponse(string Id);
