namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>The service that the handlers call: an interface with one implementation that writes to a database.</summary>
internal static class ServiceFile
{
    public static CodeFile Create() => new("Services/OrderService.cs", """
        using System;
        using System.Data.Common;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Services;

        public sealed record Order(string Number, string Customer, decimal Amount);

        public interface IOrderService
        {
            Task ProcessAsync(Order order, CancellationToken cancellationToken);
        }

        public sealed class OrderService : IOrderService
        {
            private readonly DbDataSource _source;

            public OrderService(DbDataSource source) => _source = source;

            public async Task ProcessAsync(Order order, CancellationToken cancellationToken)
            {
                if (order.Amount > 10_000)
                    await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);

                await using var connection = await _source.OpenConnectionAsync(cancellationToken);
                await InsertAsync(connection, order, cancellationToken);
            }

            private static async Task InsertAsync(DbConnection connection, Order order, CancellationToken cancellationToken)
            {
                await using var command = connection.CreateCommand();
                command.CommandText = "INSERT INTO orders (number, customer, amount) VALUES (@number, @customer, @amount)";
                Add(command, "number", order.Number);
                Add(command, "customer", order.Customer);
                Add(command, "amount", order.Amount);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            private static void Add(DbCommand command, string name, object value)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = name;
                parameter.Value = value;
                command.Parameters.Add(parameter);
            }
        }

        """);
}
