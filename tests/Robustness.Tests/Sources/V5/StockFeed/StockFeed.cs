using System;
using System.Data.Common;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Stock
{
    public sealed class StockFeed : IDisposable
    {
        private readonly IConnection connection;
        private readonly DbConnection database;
        private IModel model;

        public StockFeed(IConnectionFactory factory, DbConnection database)
        {
            connection = factory.CreateConnection();
            this.database = database;
            Init();
        }

        private void Init()
        {
            model = connection.CreateModel();
            model.ExchangeDeclare("stock", ExchangeType.Topic, true, false, null);
            model.QueueDeclare("stock.moves", true, false, false, null);
            model.QueueBind("stock.moves", "stock", "move.*", null);
        }

        public void Start()
        {
            var consumer = new EventingBasicConsumer(model);
            consumer.Received += OnReceived;
            model.BasicConsume("stock.moves", false, consumer);
        }

        private void OnReceived(object sender, BasicDeliverEventArgs e)
        {
            var parts = Encoding.UTF8.GetString(e.Body).Split(';');
            try
            {
                using (var command = database.CreateCommand())
                {
                    command.CommandText = "UPDATE stock SET amount = amount + " + parts[1] + " WHERE item = '" + parts[0] + "'";
                    command.ExecuteNonQuery();
                }

                model.BasicAck(e.DeliveryTag, false);
            }
            catch (DbException)
            {
                if (!e.Redelivered)
                    model.BasicReject(e.DeliveryTag, true);
                else
                    model.BasicReject(e.DeliveryTag, false);
            }
        }

        public void Dispose()
        {
            model.Dispose();
            connection.Dispose();
        }
    }
}
