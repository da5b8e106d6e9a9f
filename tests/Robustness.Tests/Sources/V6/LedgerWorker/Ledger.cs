using System;
using System.Data;
using System.Text.Json;
using System.Threading.Tasks;
using Dapper;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Ledger;

public interface ILedger
{
    Task BookAsync(Booking booking);

    Task<bool> ExistsAsync(string id);
}

public sealed record Booking(string Id, string Account, decimal Amount);

public sealed class SqlLedger : ILedger
{
    private const string Insert = "INSERT INTO bookings (id, account, amount) VALUES (@Id, @Account, @Amount)";
    private const string InsertOnce = Insert + " ON CONFLICT (id) DO NOTHING";

    private readonly IDbConnection _connection;

    public SqlLedger(IDbConnection connection) => _connection = connection;

    public bool Once { get; set; }

    public Task BookAsync(Booking booking) => _connection.ExecuteAsync(Once ? InsertOnce : Insert, booking);

    public async Task<bool> ExistsAsync(string id) =>
        await _connection.QuerySingleOrDefaultAsync<string>("SELECT id FROM bookings WHERE id = @id", new { id }) is not null;
}

public sealed class LedgerWorker
{
    private readonly ILedger _ledger;
    private readonly IModel _model;

    public LedgerWorker(ILedger ledger, IModel model) => (_ledger, _model) = (ledger, model);

    public void Start(ushort prefetch = 0)
    {
        _model.BasicQos(0, prefetch, false);
        Consume("bookings", BookAsync);
        Consume("bookings.checked", BookOnceAsync);
    }

    private void Consume(string queue, Func<Booking, Task> handle)
    {
        var consumer = new AsyncEventingBasicConsumer(_model);
        consumer.Received += async (sender, args) => await SettleAsync(args, handle);
        _model.BasicConsume(queue, false, "ledger-" + queue, consumer);
    }

    private async Task SettleAsync(BasicDeliverEventArgs args, Func<Booking, Task> handle)
    {
        var failed = false;
        try
        {
            await handle(JsonSerializer.Deserialize<Booking>(args.Body.ToArray())!);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
        }
        catch (Exception)
        {
            failed = true;
        }

        if (failed)
            Reject(args.DeliveryTag, requeue: true);
        else
            _model.BasicAck(args.DeliveryTag, false);
    }

    private void Reject(ulong tag, bool requeue) => _model.BasicReject(tag, requeue);

    private Task BookAsync(Booking booking) => _ledger.BookAsync(booking);

    private async Task BookOnceAsync(Booking booking)
    {
        if (await _ledger.ExistsAsync(booking.Id))
            return;
        await _ledger.BookAsync(booking);
    }
}
