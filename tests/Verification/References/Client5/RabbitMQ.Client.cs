// A stand-in for the public surface of RabbitMQ.Client 5.x that consumers use. Nothing in it works; it is compiled against, never run.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Net.Security;
using System.Reflection;
using System.Security.Authentication;
using System.Threading.Tasks;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using RabbitMQ.Util;

[assembly: AssemblyVersion("5.0.0.0")]

namespace RabbitMQ.Client
{
    public interface IConnectionFactory
    {
        IDictionary<string, object> ClientProperties { get; set; }
        string Password { get; set; }
        ushort RequestedChannelMax { get; set; }
        uint RequestedFrameMax { get; set; }
        ushort RequestedHeartbeat { get; set; }
        bool UseBackgroundThreadsForIO { get; set; }
        string UserName { get; set; }
        string VirtualHost { get; set; }
        Uri Uri { get; set; }
        TimeSpan HandshakeContinuationTimeout { get; set; }
        TimeSpan ContinuationTimeout { get; set; }
        IConnection CreateConnection();
        IConnection CreateConnection(string clientProvidedName);
        IConnection CreateConnection(IList<string> hostnames);
        IConnection CreateConnection(IList<string> hostnames, string clientProvidedName);
        IConnection CreateConnection(IList<AmqpTcpEndpoint> endpoints);
        IConnection CreateConnection(IList<AmqpTcpEndpoint> endpoints, string clientProvidedName);
    }

    public interface IAsyncConnectionFactory : IConnectionFactory
    {
        bool DispatchConsumersAsync { get; set; }
    }

    public sealed class ConnectionFactory : IAsyncConnectionFactory
    {
        public const ushort DefaultChannelMax = 2047;
        public const ushort DefaultHeartbeat = 60;
        public const string DefaultUser = "guest";
        public const string DefaultPass = "guest";
        public const string DefaultVHost = "/";

        public bool AutomaticRecoveryEnabled { get; set; }
        public bool TopologyRecoveryEnabled { get; set; }
        public bool DispatchConsumersAsync { get; set; }
        public string HostName { get; set; }
        public int Port { get; set; }
        public TimeSpan NetworkRecoveryInterval { get; set; }
        public int RequestedConnectionTimeout { get; set; }
        public int SocketReadTimeout { get; set; }
        public int SocketWriteTimeout { get; set; }
        public SslOption Ssl { get; set; }
        public AmqpTcpEndpoint Endpoint { get; set; }
        public IDictionary<string, object> ClientProperties { get; set; }
        public string Password { get; set; }
        public ushort RequestedChannelMax { get; set; }
        public uint RequestedFrameMax { get; set; }
        public ushort RequestedHeartbeat { get; set; }
        public bool UseBackgroundThreadsForIO { get; set; }
        public string UserName { get; set; }
        public string VirtualHost { get; set; }
        public Uri Uri { get; set; }
        public TimeSpan HandshakeContinuationTimeout { get; set; }
        public TimeSpan ContinuationTimeout { get; set; }
        public IConnection CreateConnection() => throw null;
        public IConnection CreateConnection(string clientProvidedName) => throw null;
        public IConnection CreateConnection(IList<string> hostnames) => throw null;
        public IConnection CreateConnection(IList<string> hostnames, string clientProvidedName) => throw null;
        public IConnection CreateConnection(IList<AmqpTcpEndpoint> endpoints) => throw null;
        public IConnection CreateConnection(IList<AmqpTcpEndpoint> endpoints, string clientProvidedName) => throw null;
    }

    public class AmqpTcpEndpoint
    {
        public AmqpTcpEndpoint() { }
        public AmqpTcpEndpoint(string hostName, int portOrMinusOne = -1) { }
        public AmqpTcpEndpoint(Uri uri) { }
        public string HostName { get; set; }
        public int Port { get; set; }
        public SslOption Ssl { get; set; }
    }

    public class SslOption
    {
        public SslOption() { }
        public SslOption(string serverName, string certificatePath = "", bool enabled = false) { }
        public SslPolicyErrors AcceptablePolicyErrors { get; set; }
        public string CertPassphrase { get; set; }
        public string CertPath { get; set; }
        public bool Enabled { get; set; }
        public string ServerName { get; set; }
        public SslProtocols Version { get; set; }
    }

    public interface IConnection : IDisposable
    {
        bool AutoClose { get; set; }
        ushort ChannelMax { get; }
        string ClientProvidedName { get; }
        ShutdownEventArgs CloseReason { get; }
        AmqpTcpEndpoint Endpoint { get; }
        uint FrameMax { get; }
        ushort Heartbeat { get; }
        bool IsOpen { get; }
        event EventHandler<CallbackExceptionEventArgs> CallbackException;
        event EventHandler<EventArgs> RecoverySucceeded;
        event EventHandler<ConnectionRecoveryErrorEventArgs> ConnectionRecoveryError;
        event EventHandler<ConnectionBlockedEventArgs> ConnectionBlocked;
        event EventHandler<ShutdownEventArgs> ConnectionShutdown;
        event EventHandler<EventArgs> ConnectionUnblocked;
        void Abort();
        void Abort(int timeout);
        void Close();
        void Close(int timeout);
        void Close(ushort reasonCode, string reasonText);
        IModel CreateModel();
    }

    public interface IModel : IDisposable
    {
        int ChannelNumber { get; }
        ShutdownEventArgs CloseReason { get; }
        IBasicConsumer DefaultConsumer { get; set; }
        bool IsClosed { get; }
        bool IsOpen { get; }
        ulong NextPublishSeqNo { get; }
        TimeSpan ContinuationTimeout { get; set; }
        event EventHandler<BasicAckEventArgs> BasicAcks;
        event EventHandler<BasicNackEventArgs> BasicNacks;
        event EventHandler<EventArgs> BasicRecoverOk;
        event EventHandler<BasicReturnEventArgs> BasicReturn;
        event EventHandler<CallbackExceptionEventArgs> CallbackException;
        event EventHandler<FlowControlEventArgs> FlowControl;
        event EventHandler<ShutdownEventArgs> ModelShutdown;
        void Abort();
        void Abort(ushort replyCode, string replyText);
        void BasicAck(ulong deliveryTag, bool multiple);
        void BasicCancel(string consumerTag);
        string BasicConsume(string queue, bool autoAck, string consumerTag, bool noLocal, bool exclusive, IDictionary<string, object> arguments, IBasicConsumer consumer);
        BasicGetResult BasicGet(string queue, bool autoAck);
        void BasicNack(ulong deliveryTag, bool multiple, bool requeue);
        void BasicPublish(string exchange, string routingKey, bool mandatory, IBasicProperties basicProperties, byte[] body);
        void BasicQos(uint prefetchSize, ushort prefetchCount, bool global);
        void BasicRecover(bool requeue);
        void BasicRecoverAsync(bool requeue);
        void BasicReject(ulong deliveryTag, bool requeue);
        void Close();
        void Close(ushort replyCode, string replyText);
        void ConfirmSelect();
        uint ConsumerCount(string queue);
        IBasicProperties CreateBasicProperties();
        void ExchangeBind(string destination, string source, string routingKey, IDictionary<string, object> arguments);
        void ExchangeDeclare(string exchange, string type, bool durable, bool autoDelete, IDictionary<string, object> arguments);
        void ExchangeDeclareNoWait(string exchange, string type, bool durable, bool autoDelete, IDictionary<string, object> arguments);
        void ExchangeDeclarePassive(string exchange);
        void ExchangeDelete(string exchange, bool ifUnused);
        uint MessageCount(string queue);
        void QueueBind(string queue, string exchange, string routingKey, IDictionary<string, object> arguments);
        void QueueBindNoWait(string queue, string exchange, string routingKey, IDictionary<string, object> arguments);
        QueueDeclareOk QueueDeclare(string queue, bool durable, bool exclusive, bool autoDelete, IDictionary<string, object> arguments);
        void QueueDeclareNoWait(string queue, bool durable, bool exclusive, bool autoDelete, IDictionary<string, object> arguments);
        QueueDeclareOk QueueDeclarePassive(string queue);
        uint QueueDelete(string queue, bool ifUnused, bool ifEmpty);
        uint QueuePurge(string queue);
        void QueueUnbind(string queue, string exchange, string routingKey, IDictionary<string, object> arguments);
        void TxCommit();
        void TxRollback();
        void TxSelect();
        bool WaitForConfirms();
        bool WaitForConfirms(TimeSpan timeout);
        bool WaitForConfirms(TimeSpan timeout, out bool timedOut);
        void WaitForConfirmsOrDie();
        void WaitForConfirmsOrDie(TimeSpan timeout);
    }

    // The missing letter is part of the real name.
    public static class IModelExensions
    {
        public static string BasicConsume(this IModel model, IBasicConsumer consumer, string queue, bool autoAck = false, string consumerTag = "", bool noLocal = false, bool exclusive = false, IDictionary<string, object> arguments = null) => throw null;
        public static string BasicConsume(this IModel model, string queue, bool autoAck, IBasicConsumer consumer) => throw null;
        public static string BasicConsume(this IModel model, string queue, bool autoAck, string consumerTag, IBasicConsumer consumer) => throw null;
        public static string BasicConsume(this IModel model, string queue, bool autoAck, string consumerTag, IDictionary<string, object> arguments, IBasicConsumer consumer) => throw null;
        public static void BasicPublish(this IModel model, PublicationAddress addr, IBasicProperties basicProperties, byte[] body) => throw null;
        public static void BasicPublish(this IModel model, string exchange, string routingKey, IBasicProperties basicProperties, byte[] body) => throw null;
        public static void BasicPublish(this IModel model, string exchange, string routingKey, bool mandatory = false, IBasicProperties basicProperties = null, byte[] body = null) => throw null;
        public static void ExchangeBind(this IModel model, string destination, string source, string routingKey, IDictionary<string, object> arguments = null) => throw null;
        public static void ExchangeDeclare(this IModel model, string exchange, string type, bool durable = false, bool autoDelete = false, IDictionary<string, object> arguments = null) => throw null;
        public static void ExchangeDelete(this IModel model, string exchange, bool ifUnused = false) => throw null;
        public static void QueueBind(this IModel model, string queue, string exchange, string routingKey, IDictionary<string, object> arguments = null) => throw null;
        public static QueueDeclareOk QueueDeclare(this IModel model, string queue = "", bool durable = false, bool exclusive = true, bool autoDelete = true, IDictionary<string, object> arguments = null) => throw null;
        public static uint QueueDelete(this IModel model, string queue, bool ifUnused = false, bool ifEmpty = false) => throw null;
        public static void QueueUnbind(this IModel model, string queue, string exchange, string routingKey, IDictionary<string, object> arguments = null) => throw null;
    }

    public class QueueDeclareOk
    {
        public QueueDeclareOk(string queueName, uint messageCount, uint consumerCount) { }
        public uint ConsumerCount => throw null;
        public uint MessageCount => throw null;
        public string QueueName => throw null;
        public static implicit operator string(QueueDeclareOk declareOk) => throw null;
    }

    public class BasicGetResult
    {
        public BasicGetResult(ulong deliveryTag, bool redelivered, string exchange, string routingKey, uint messageCount, IBasicProperties basicProperties, byte[] body) { }
        public IBasicProperties BasicProperties => throw null;
        public byte[] Body => throw null;
        public ulong DeliveryTag => throw null;
        public string Exchange => throw null;
        public uint MessageCount => throw null;
        public bool Redelivered => throw null;
        public string RoutingKey => throw null;
    }

    public class PublicationAddress
    {
        public PublicationAddress(string exchangeType, string exchangeName, string routingKey) { }
        public string ExchangeName => throw null;
        public string ExchangeType => throw null;
        public string RoutingKey => throw null;
    }

    public static class ExchangeType
    {
        public const string Direct = "direct";
        public const string Fanout = "fanout";
        public const string Headers = "headers";
        public const string Topic = "topic";
    }

    public struct AmqpTimestamp
    {
        public AmqpTimestamp(long unixTime) => UnixTime = unixTime;
        public long UnixTime { get; }
    }

    public interface IContentHeader : ICloneable
    {
        int ProtocolClassId { get; }
        string ProtocolClassName { get; }
    }

    public interface IBasicProperties : IContentHeader
    {
        string AppId { get; set; }
        string ClusterId { get; set; }
        string ContentEncoding { get; set; }
        string ContentType { get; set; }
        string CorrelationId { get; set; }
        byte DeliveryMode { get; set; }
        string Expiration { get; set; }
        IDictionary<string, object> Headers { get; set; }
        string MessageId { get; set; }
        bool Persistent { get; set; }
        byte Priority { get; set; }
        string ReplyTo { get; set; }
        PublicationAddress ReplyToAddress { get; set; }
        AmqpTimestamp Timestamp { get; set; }
        string Type { get; set; }
        string UserId { get; set; }
        bool IsContentTypePresent();
        bool IsCorrelationIdPresent();
        bool IsHeadersPresent();
        bool IsMessageIdPresent();
        bool IsReplyToPresent();
        bool IsTimestampPresent();
        void SetPersistent(bool persistent);
    }

    public enum ShutdownInitiator
    {
        Application,
        Library,
        Peer,
    }

    public class ShutdownEventArgs : EventArgs
    {
        public ShutdownEventArgs(ShutdownInitiator initiator, ushort replyCode, string replyText, object cause = null) { }
        public object Cause => throw null;
        public ShutdownInitiator Initiator => throw null;
        public ushort ReplyCode => throw null;
        public string ReplyText => throw null;
    }

    public interface IBasicConsumer
    {
        IModel Model { get; }
        event EventHandler<ConsumerEventArgs> ConsumerCancelled;
        void HandleBasicCancel(string consumerTag);
        void HandleBasicCancelOk(string consumerTag);
        void HandleBasicConsumeOk(string consumerTag);
        void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body);
        void HandleModelShutdown(object model, ShutdownEventArgs reason);
    }

    public interface IAsyncBasicConsumer
    {
        IModel Model { get; }
        event AsyncEventHandler<ConsumerEventArgs> ConsumerCancelled;
        Task HandleBasicCancel(string consumerTag);
        Task HandleBasicCancelOk(string consumerTag);
        Task HandleBasicConsumeOk(string consumerTag);
        Task HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body);
        Task HandleModelShutdown(object model, ShutdownEventArgs reason);
    }

    public class DefaultBasicConsumer : IBasicConsumer
    {
        public DefaultBasicConsumer() { }
        public DefaultBasicConsumer(IModel model) { }
        public string ConsumerTag { get; set; }
        public bool IsRunning { get; protected set; }
        public IModel Model { get; set; }
        public ShutdownEventArgs ShutdownReason { get; protected set; }
        public event EventHandler<ConsumerEventArgs> ConsumerCancelled { add { } remove { } }
        public virtual void HandleBasicCancel(string consumerTag) => throw null;
        public virtual void HandleBasicCancelOk(string consumerTag) => throw null;
        public virtual void HandleBasicConsumeOk(string consumerTag) => throw null;
        public virtual void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body) => throw null;
        public virtual void HandleModelShutdown(object model, ShutdownEventArgs reason) => throw null;
        public virtual void OnCancel() => throw null;
    }

    public class AsyncDefaultBasicConsumer : IBasicConsumer, IAsyncBasicConsumer
    {
        public AsyncDefaultBasicConsumer() { }
        public AsyncDefaultBasicConsumer(IModel model) { }
        public string ConsumerTag { get; set; }
        public bool IsRunning { get; protected set; }
        public IModel Model { get; set; }
        public ShutdownEventArgs ShutdownReason { get; protected set; }
        public event AsyncEventHandler<ConsumerEventArgs> ConsumerCancelled { add { } remove { } }
        event EventHandler<ConsumerEventArgs> IBasicConsumer.ConsumerCancelled { add { } remove { } }
        public virtual Task HandleBasicCancel(string consumerTag) => throw null;
        public virtual Task HandleBasicCancelOk(string consumerTag) => throw null;
        public virtual Task HandleBasicConsumeOk(string consumerTag) => throw null;
        public virtual Task HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body) => throw null;
        public virtual Task HandleModelShutdown(object model, ShutdownEventArgs reason) => throw null;
        public virtual Task OnCancel() => throw null;
        void IBasicConsumer.HandleBasicCancel(string consumerTag) => throw null;
        void IBasicConsumer.HandleBasicCancelOk(string consumerTag) => throw null;
        void IBasicConsumer.HandleBasicConsumeOk(string consumerTag) => throw null;
        void IBasicConsumer.HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body) => throw null;
        void IBasicConsumer.HandleModelShutdown(object model, ShutdownEventArgs reason) => throw null;
    }

    public interface IQueueingBasicConsumer
    {
        SharedQueue<BasicDeliverEventArgs> Queue { get; }
        void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body);
        void OnCancel();
    }

    public class QueueingBasicConsumer : DefaultBasicConsumer, IQueueingBasicConsumer
    {
        public QueueingBasicConsumer() { }
        public QueueingBasicConsumer(IModel model) { }
        public QueueingBasicConsumer(IModel model, SharedQueue<BasicDeliverEventArgs> queue) { }
        public SharedQueue<BasicDeliverEventArgs> Queue { get; protected set; }
    }
}

namespace RabbitMQ.Client.Events
{
    public delegate Task AsyncEventHandler<in TEvent>(object sender, TEvent @event)
        where TEvent : EventArgs;

    public class BasicDeliverEventArgs : EventArgs
    {
        public BasicDeliverEventArgs() { }
        public BasicDeliverEventArgs(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body) { }
        public IBasicProperties BasicProperties { get; set; }
        public byte[] Body { get; set; }
        public string ConsumerTag { get; set; }
        public ulong DeliveryTag { get; set; }
        public string Exchange { get; set; }
        public bool Redelivered { get; set; }
        public string RoutingKey { get; set; }
    }

    public class ConsumerEventArgs : EventArgs
    {
        public ConsumerEventArgs(string consumerTag) { }
        public string ConsumerTag => throw null;
    }

    public class BasicAckEventArgs : EventArgs
    {
        public ulong DeliveryTag { get; set; }
        public bool Multiple { get; set; }
    }

    public class BasicNackEventArgs : EventArgs
    {
        public ulong DeliveryTag { get; set; }
        public bool Multiple { get; set; }
        public bool Requeue { get; set; }
    }

    public class BasicReturnEventArgs : EventArgs
    {
        public IBasicProperties BasicProperties { get; set; }
        public byte[] Body { get; set; }
        public string Exchange { get; set; }
        public ushort ReplyCode { get; set; }
        public string ReplyText { get; set; }
        public string RoutingKey { get; set; }
    }

    public abstract class BaseExceptionEventArgs : EventArgs
    {
        public IDictionary<string, object> Detail => throw null;
        public Exception Exception => throw null;
    }

    public class CallbackExceptionEventArgs : BaseExceptionEventArgs
    {
    }

    public sealed class ConnectionRecoveryErrorEventArgs : EventArgs
    {
        public Exception Exception => throw null;
    }

    public class ConnectionBlockedEventArgs : EventArgs
    {
        public string Reason => throw null;
    }

    public class FlowControlEventArgs : EventArgs
    {
        public bool Active => throw null;
    }

    public class EventingBasicConsumer : DefaultBasicConsumer
    {
        public EventingBasicConsumer(IModel model) { }
        public event EventHandler<BasicDeliverEventArgs> Received { add { } remove { } }
        public event EventHandler<ConsumerEventArgs> Registered { add { } remove { } }
        public event EventHandler<ShutdownEventArgs> Shutdown { add { } remove { } }
        public event EventHandler<ConsumerEventArgs> Unregistered { add { } remove { } }
    }

    public class AsyncEventingBasicConsumer : AsyncDefaultBasicConsumer
    {
        public AsyncEventingBasicConsumer(IModel model) { }
        public event AsyncEventHandler<BasicDeliverEventArgs> Received { add { } remove { } }
        public event AsyncEventHandler<ConsumerEventArgs> Registered { add { } remove { } }
        public event AsyncEventHandler<ShutdownEventArgs> Shutdown { add { } remove { } }
        public event AsyncEventHandler<ConsumerEventArgs> Unregistered { add { } remove { } }
    }
}

namespace RabbitMQ.Client.Exceptions
{
    public abstract class RabbitMQClientException : Exception
    {
    }

    public class OperationInterruptedException : RabbitMQClientException
    {
        public ShutdownEventArgs ShutdownReason { get; protected set; }
    }

    public class AlreadyClosedException : OperationInterruptedException
    {
    }

    public class BrokerUnreachableException : System.IO.IOException
    {
    }
}

namespace RabbitMQ.Client.MessagePatterns
{
    public interface ISubscription : IEnumerable, IEnumerator, IDisposable
    {
        bool AutoAck { get; }
        string ConsumerTag { get; }
        BasicDeliverEventArgs LatestEvent { get; }
        IModel Model { get; }
        string QueueName { get; }
        void Ack();
        void Ack(BasicDeliverEventArgs evt);
        void Close();
        void Nack(bool requeue);
        void Nack(BasicDeliverEventArgs evt, bool requeue);
        void Nack(bool multiple, bool requeue);
        void Nack(BasicDeliverEventArgs evt, bool multiple, bool requeue);
        BasicDeliverEventArgs Next();
        bool Next(int millisecondsTimeout, out BasicDeliverEventArgs result);
    }

    public class Subscription : ISubscription
    {
        public Subscription(IModel model, string queueName) { }
        public Subscription(IModel model, string queueName, bool autoAck) { }
        public Subscription(IModel model, string queueName, bool autoAck, string consumerTag) { }
        public bool AutoAck => throw null;
        public IBasicConsumer Consumer => throw null;
        public string ConsumerTag => throw null;
        public BasicDeliverEventArgs LatestEvent => throw null;
        public IModel Model => throw null;
        public string QueueName => throw null;
        object IEnumerator.Current => throw null;
        public void Ack() => throw null;
        public void Ack(BasicDeliverEventArgs evt) => throw null;
        public void Close() => throw null;
        public void Dispose() => throw null;
        public void Nack(bool requeue) => throw null;
        public void Nack(BasicDeliverEventArgs evt, bool requeue) => throw null;
        public void Nack(bool multiple, bool requeue) => throw null;
        public void Nack(BasicDeliverEventArgs evt, bool multiple, bool requeue) => throw null;
        public BasicDeliverEventArgs Next() => throw null;
        public bool Next(int millisecondsTimeout, out BasicDeliverEventArgs result) => throw null;
        IEnumerator IEnumerable.GetEnumerator() => throw null;
        bool IEnumerator.MoveNext() => throw null;
        void IEnumerator.Reset() => throw null;
    }
}

namespace RabbitMQ.Util
{
    public class SharedQueue : SharedQueue<object>
    {
    }

    public class SharedQueue<T> : IEnumerable<T>
    {
        public void Close() => throw null;
        public T Dequeue() => throw null;
        public bool Dequeue(int millisecondsTimeout, out T result) => throw null;
        public T DequeueNoWait(T defaultValue) => throw null;
        public void Enqueue(T o) => throw null;
        IEnumerator<T> IEnumerable<T>.GetEnumerator() => throw null;
        IEnumerator IEnumerable.GetEnumerator() => throw null;
    }
}
