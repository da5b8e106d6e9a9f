using System;
using System.IO;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Depot
{
    public class QueueReader
    {
        private readonly ConnectionFactory _factory = new ConnectionFactory { HostName = "localhost" };
        private volatile bool _stopping;

        public void Run(string queue)
        {
            using (var connection = _factory.CreateConnection())
            using (var channel = connection.CreateModel())
            {
                channel.QueueDeclare(queue, true, false, false, null);
                var consumer = new QueueingBasicConsumer(channel);
                channel.BasicConsume(queue, false, consumer);

                while (!_stopping)
                {
                    var delivery = (BasicDeliverEventArgs)consumer.Queue.Dequeue();
                    try
                    {
                        var text = Encoding.UTF8.GetString(delivery.Body);
                        File.AppendAllText("depot.log", text);
                        channel.BasicAck(delivery.DeliveryTag, false);
                    }
                    catch (IOException)
                    {
                        channel.BasicNack(delivery.DeliveryTag, false, true);
                    }
                }
            }
        }

        public void Stop()
        {
            _stopping = true;
        }
    }

    public class TimedReader
    {
        public static void Read(IModel model, Action<string> handle)
        {
            model.BasicQos(0, 0, false);
            var consumer = new QueueingBasicConsumer(model);
            model.BasicConsume("depot.timed", true, consumer);
            BasicDeliverEventArgs args;
            while (true)
            {
                if (consumer.Queue.Dequeue(1000, out args))
                    handle(Encoding.UTF8.GetString(args.Body));
                else
                    Console.WriteLine("nothing");
            }
        }
    }
}
