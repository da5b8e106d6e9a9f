namespace Leveret.Analyzers.Benchmarks.Code;

/// <summary>Code that has nothing to do with RabbitMQ.</summary>
internal static class OrdinaryText
{
    /// <summary>Some 25 lines of methods for a class that has <c>_logger</c>; <paramref name="suffix"/> ends their names.</summary>
    public static string Members(string suffix) => $$"""
            public static decimal Total{{suffix}}(IEnumerable<Order> orders, string customer)
            {
                var total = 0m;
                foreach (var order in orders)
                {
                    if (string.Equals(order.Customer, customer, StringComparison.OrdinalIgnoreCase))
                        total += decimal.Round(order.Amount, 2);
                }

                return total;
            }

            public async Task<string> Describe{{suffix}}Async(Order order, TimeSpan patience, CancellationToken cancellationToken)
            {
                for (var attempt = 1; attempt <= 3; attempt++)
                {
                    if (order.Amount < attempt * 100)
                        return $"{order.Number}: {order.Amount:0.00} for {order.Customer}";
                    await Task.Delay(patience * attempt, cancellationToken);
                    _logger.LogDebug("Attempt {Attempt} for {Number}", attempt, order.Number);
                }

                return order.Number;
            }


        """;

    /// <summary>A file of some 120 lines: records, an interface, a service and a generic collection of their own.</summary>
    public static CodeFile File(int index)
    {
        var (name, other) = ($"Account{index}", $"Account{Math.Max(0, index - 1)}");
        var check = index % 50 == 0 ? "Basic" : "Plain";
        return new CodeFile($"Accounts/{name}.cs", $$"""
            using System;
            using System.Collections.Concurrent;
            using System.Collections.Generic;
            using System.Linq;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.Extensions.Logging;

            namespace Shop.Accounts;

            public sealed record {{name}}(Guid Id, string Owner, DateTimeOffset Opened, IReadOnlyList<{{name}}Entry> Entries)
            {
                public decimal Balance => Entries.Sum(e => e.Amount);
            }

            public sealed record {{name}}Entry(DateOnly Day, string Text, decimal Amount);

            public interface I{{name}}Store
            {
                Task<{{name}}?> FindAsync(Guid id, CancellationToken cancellationToken);

                Task SaveAsync({{name}} account, CancellationToken cancellationToken);
            }

            public sealed class {{name}}Store : I{{name}}Store
            {
                private readonly ConcurrentDictionary<Guid, {{name}}> _accounts = new();

                public Task<{{name}}?> FindAsync(Guid id, CancellationToken cancellationToken)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return Task.FromResult(_accounts.GetValueOrDefault(id));
                }

                public async Task SaveAsync({{name}} account, CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    cancellationToken.ThrowIfCancellationRequested();
                    _accounts.AddOrUpdate(account.Id, account, (_, _) => account);
                }
            }

            public sealed class {{name}}Service(I{{name}}Store store, ILogger<{{name}}Service> logger)
            {
                private readonly Dictionary<string, List<{{name}}Entry>> _pending = new(StringComparer.Ordinal);

                public event EventHandler<{{name}}>? Changed;

                public async Task<decimal> ProcessAsync(Guid id, IEnumerable<{{name}}Entry> entries, CancellationToken cancellationToken)
                {
                    var account = await store.FindAsync(id, cancellationToken);
                    if (account is null)
                    {
                        logger.LogWarning("There is no account {Id}", id);
                        return 0;
                    }

                    try
                    {
                        var all = account.Entries.Concat(entries.Where(e => e.Amount != 0)).OrderBy(e => e.Day).ThenBy(e => e.Text).ToList();
                        var changed = account with { Entries = all };
                        await store.SaveAsync(changed, cancellationToken);
                        Changed?.Invoke(this, changed);
                        return changed.Balance;
                    }
                    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                    {
                        logger.LogInformation("Account {Id} stays as it was", id);
                        throw;
                    }
                }

                public IEnumerable<(string Owner, decimal Balance, int Entries)> Report(IEnumerable<{{name}}> accounts) =>
                    from account in accounts
                    where account.Entries.Count > 0
                    group account by account.Owner into owned
                    let balance = owned.Sum(a => a.Balance)
                    orderby balance descending
                    select (owned.Key, balance, owned.Sum(a => a.Entries.Count));

                public void Hold(string owner, {{name}}Entry entry)
                {
                    if (!_pending.TryGetValue(owner, out var entries))
                        _pending.Add(owner, entries = []);
                    entries.Add(entry);
                }

                public {{name}}Entry[] Release(string owner, Func<{{name}}Entry, bool> filter) =>
                    _pending.Remove(owner, out var entries) ? entries.Where(filter).ToArray() : [];

                public static bool Is{{check}}({{other}} account) => account switch
                {
                    { Entries.Count: 0 } => true,
                    { Balance: < 0 } => false,
                    { Owner.Length: > 40 } => false,
                    _ => account.Entries.All(e => e.Amount < 1000),
                };
            }

            public sealed class {{name}}Cache<TKey>(int capacity)
                where TKey : notnull
            {
                private readonly Dictionary<TKey, LinkedListNode<(TKey Key, {{name}} Value)>> _nodes = [];
                private readonly LinkedList<(TKey Key, {{name}} Value)> _order = new();

                public {{name}} GetOrAdd(TKey key, Func<TKey, {{name}}> make)
                {
                    if (_nodes.TryGetValue(key, out var node))
                    {
                        _order.Remove(node);
                        _order.AddFirst(node);
                        return node.Value.Value;
                    }

                    var value = make(key);
                    _nodes[key] = _order.AddFirst((key, value));
                    while (_nodes.Count > capacity && _order.Last is { } last)
                    {
                        _nodes.Remove(last.Value.Key);
                        _order.RemoveLast();
                    }

                    return value;
                }
            }

            """);
    }
}
