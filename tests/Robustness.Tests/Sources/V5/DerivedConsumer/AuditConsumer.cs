using System.Collections.Generic;
using System.IO;
using RabbitMQ.Client;

namespace Audit
{
    public class AuditConsumer : DefaultBasicConsumer
    {
        private readonly Stream _log;

        public AuditConsumer(IModel model, Stream log) : base(model)
        {
            _log = log;
        }

        public override void HandleBasicDeliver(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IBasicProperties properties, byte[] body)
        {
            _log.Write(body, 0, body.Length);
            Model.BasicAck(deliveryTag, false);
        }

        public override void HandleBasicCancel(string consumerTag)
        {
            Model.BasicNack(0, true, true);
        }
    }

    public static class Program
    {
        public static void Start(IConnection connection)
        {
            var model = connection.CreateModel();
            model.BasicQos(prefetchSize: 0, prefetchCount: 50, global: true);
            model.BasicConsume(queue: "audit", autoAck: false, consumerTag: "", noLocal: false, exclusive: false, arguments: new Dictionary<string, object>(), consumer: new AuditConsumer(model, File.OpenWrite("audit.bin")));
        }
    }
}
