using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderWorker.Payments;

namespace OrderWorker;

/// <summary>Stands in for the payment and mail services on developer machines.</summary>
public sealed class LocalServices(IConfiguration configuration, ILogger<LocalServices> logger) : BackgroundService
{
    private readonly ConcurrentQueue<ChargeRequest> _charges = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var listener = new HttpListener();
        listener.Prefixes.Add(configuration["LocalServices:Address"]!);
        listener.Start();
        using var stop = stoppingToken.Register(listener.Stop);

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var context = await listener.GetContextAsync();
                _ = AnswerAsync(context);
            }
            catch (HttpListenerException) when (stoppingToken.IsCancellationRequested)
            {
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            object answer;
            switch (context.Request.HttpMethod, context.Request.Url!.AbsolutePath)
            {
                case ("POST", "/charges"):
                    var charge = await JsonSerializer.DeserializeAsync<ChargeRequest>(context.Request.InputStream, JsonSerializerOptions.Web);
                    await Task.Delay(100);
                    _charges.Enqueue(charge!);
                    answer = new ChargeResponse(Guid.NewGuid().ToString("n"));
                    break;
                case ("GET", "/charges"):
                    answer = _charges.ToArray();
                    break;
                case ("POST", "/mails"):
                    await Task.Delay(200);
                    answer = new { sent = true };
                    break;
                default:
                    context.Response.StatusCode = (int)HttpStatusCode.NotFound;
                    answer = new { error = "unknown address" };
                    break;
            }

            context.Response.ContentType = "application/json";
            await JsonSerializer.SerializeAsync(context.Response.OutputStream, answer, JsonSerializerOptions.Web);
        }
        catch (Exception e)
        {
            logger.LogError(e, "Local service failed");
            context.Response.StatusCode = (int)HttpStatusCode.InternalServerError;
        }
        finally
        {
            context.Response.Close();
        }
    }
}
