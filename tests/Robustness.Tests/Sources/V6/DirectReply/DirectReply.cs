using System;
using System.Text;
using System.Threading.Tasks;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Direct;

public class DirectReply
{
    private const string Replies = "amq.rabbitmq.reply-to";

    public async Task<string> AskAsync(IModel model, string question)
    {
        var answered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var consumer = new EventingBasicConsumer(model);
        EventHandler<BasicDeliverEventArgs> handler = (_, ea) => answered.TrySetResult(Encoding.UTF8.GetString(ea.Body.ToArray()));
        consumer.Received += handler;
        var tag = model.BasicConsume(Replies, autoAck: true, consumer);
        var properties = model.CreateBasicProperties();
        properties.ReplyTo = Replies;
        model.BasicPublish("", "questions", properties, Encoding.UTF8.GetBytes(question));
        var answer = await answered.Task.WaitAsync(TimeSpan.FromSeconds(5));
        consumer.Received -= handler;
        model.BasicCancel(tag);
        return answer;
    }
}
