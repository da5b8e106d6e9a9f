using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Drains;

public interface IQueueService
{
    Task<IReadOnlyList<BasicGetResult>> TakeAsync(int most, CancellationToken token);
}

public sealed class QueueService(IChannel channel) : IQueueService
{
    public async Task<IReadOnlyList<BasicGetResult>> TakeAsync(int most, CancellationToken token)
    {
        var taken = new List<BasicGetResult>();
        for (var i = 0; i < most; i++)
        {
            var result = await channel.BasicGetAsync("drain", autoAck: false, token);
            if (result is null)
                break;
            taken.Add(result);
        }

        return taken;
    }

    public async IAsyncEnumerable<BasicGetResult> ReadAsync([EnumeratorCancellation] CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            if (await channel.BasicGetAsync("stream", true, token) is { } result)
                yield return result;
            else
                await Task.Delay(TimeSpan.FromSeconds(1), token);
        }
    }

    public async Task WaitAsync()
    {
        uint count;
        do
        {
            count = await channel.MessageCountAsync("drain");
            await Task.Delay(100);
        }
        while (count == 0);

        again:
        var declared = await channel.QueueDeclarePassiveAsync("drain");
        if (declared.MessageCount == 0)
            goto again;
    }
}

public sealed class DrainJob(IQueueService queue, IDbContextFactory<DbContext> contexts) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var result in await queue.TakeAsync(100, stoppingToken))
            {
                await using var context = await contexts.CreateDbContextAsync(stoppingToken);
                context.Add(result);
                await context.SaveChangesAsync(stoppingToken);
            }

            await Task.Delay(5000, stoppingToken);
        }
    }
}
