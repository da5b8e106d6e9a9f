using System;
using System.Threading.Tasks;

namespace Bus;

public abstract record IntegrationEvent(Guid Id, DateTime At);

public record OrderPaid(Guid Id, DateTime At, string Order) : IntegrationEvent(Id, At);

public record OrderSent(Guid Id, DateTime At, string Order, string Carrier) : IntegrationEvent(Id, At);

public interface IEventHandler<in T> where T : IntegrationEvent
{
    Task Handle(T message);
}

public interface ISubscriptions
{
    bool Has(string name);

    Type TypeOf(string name);

    object HandlerOf(string name);
}

public interface IPersistentConnection
{
    bool IsConnected { get; }

    bool TryConnect();

    RabbitMQ.Client.IModel CreateModel();
}
