using System;
using System.Text;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Rpc;

public partial class RpcServer
{
    private IModel? _model;

    public event Func<string, Task<string>>? Asked;

    public virtual void Open(IConnection connection)
    {
        _model ??= connection.CreateModel();
        var consumer = CreateConsumer(_model);
        _model.BasicConsume("calls", autoAck: IsFast, consumer: consumer);
    }

    protected virtual bool IsFast => false;

    partial void OnAnswered(string answer);

    private IBasicConsumer CreateConsumer(IModel model)
    {
        var consumer = new AsyncEventingBasicConsumer(model);
        consumer.Received += AnswerAsync;
        return consumer;

        async Task AnswerAsync(object sender, BasicDeliverEventArgs ea)
        {
            var answer = Asked is { } asked ? await asked(Encoding.UTF8.GetString(ea.Body.Span)) : "";
            var properties = model.CreateBasicProperties();
            properties.CorrelationId = ea.BasicProperties.CorrelationId;
            model.BasicPublish(exchange: "", routingKey: ea.BasicProperties.ReplyTo, basicProperties: properties, body: Encoding.UTF8.GetBytes(answer));
            ((IModel)((AsyncEventingBasicConsumer)sender).Model).BasicAck(ea.DeliveryTag, false);
            OnAnswered(answer);
        }
    }
}

public partial class RpcServer
{
    partial void OnAnswered(string answer) => Console.WriteLine(answer.Length);
}

public sealed class FastRpcServer : RpcServer
{
    protected override bool IsFast => true;

    public override void Open(IConnection connection)
    {
        base.Open(connection);
        Asked += static text => Task.FromResult(text.ToUpperInvariant());
    }
}
