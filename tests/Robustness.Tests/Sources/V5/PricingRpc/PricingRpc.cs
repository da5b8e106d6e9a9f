using System;
using System.Collections.Concurrent;
using System.Text;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Pricing
{
    public class PricingClient
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _calls = new ConcurrentDictionary<string, TaskCompletionSource<string>>();
        private readonly IModel _model;
        private readonly string _replies;

        public PricingClient(IConnection connection)
        {
            _model = connection.CreateModel();
            _replies = _model.QueueDeclare().QueueName;
            var consumer = new EventingBasicConsumer(_model);
            consumer.Received += (model, ea) =>
            {
                TaskCompletionSource<string> call;
                if (_calls.TryRemove(ea.BasicProperties.CorrelationId, out call))
                    call.TrySetResult(Encoding.UTF8.GetString(ea.Body));
            };
            _model.BasicConsume(_replies, true, consumer);
        }

        public Task<string> AskAsync(string item)
        {
            var properties = _model.CreateBasicProperties();
            properties.CorrelationId = Guid.NewGuid().ToString();
            properties.ReplyTo = _replies;
            var call = _calls.GetOrAdd(properties.CorrelationId, _ => new TaskCompletionSource<string>());
            _model.BasicPublish("", "prices", properties, Encoding.UTF8.GetBytes(item));
            return call.Task;
        }
    }

    public class PricingServer
    {
        public void Serve(IModel channel, Func<string, decimal> price)
        {
            channel.BasicQos(0, 1, false);
            var consumer = new EventingBasicConsumer(channel);
            channel.BasicConsume("prices", false, consumer);
            consumer.Received += delegate (object sender, BasicDeliverEventArgs ea)
            {
                var reply = channel.CreateBasicProperties();
                reply.CorrelationId = ea.BasicProperties.CorrelationId;
                string answer = null;
                try
                {
                    answer = price(Encoding.UTF8.GetString(ea.Body)).ToString();
                }
                catch (Exception e)
                {
                    Console.WriteLine(e.Message);
                    answer = "";
                }
                finally
                {
                    channel.BasicPublish("", ea.BasicProperties.ReplyTo, reply, Encoding.UTF8.GetBytes(answer));
                    channel.BasicAck(ea.DeliveryTag, false);
                }
            };
        }
    }
}
