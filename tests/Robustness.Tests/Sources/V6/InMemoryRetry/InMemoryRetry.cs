using System;
using System.Text;
using Newtonsoft.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Jobs;

public class Job
{
    public string Id { get; set; } = "";

    public int Attempts { get; set; }

    public string Status { get; set; } = "";
}

public interface IJobStore
{
    Job? Find(string id);

    void Insert(Job job);

    void Update(Job job);
}

public class InMemoryRetry
{
    private readonly IModel _model;
    private readonly IJobStore _store;

    public InMemoryRetry(IConnection connection, IJobStore store)
    {
        _model = connection.CreateModel();
        _store = store;
    }

    public void Listen()
    {
        var consumer = new EventingBasicConsumer(_model);
        consumer.Received += (sender, ea) =>
        {
            Job? job = null;
            try
            {
                job = JsonConvert.DeserializeObject<Job>(Encoding.UTF8.GetString(ea.Body.ToArray()));
                var known = _store.Find(job!.Id);
                if (known?.Status == "done")
                    goto settled;

                _store.Insert(job);
            settled:
                _model.BasicAck(ea.DeliveryTag, false);
            }
            catch (Exception)
            {
                if (job != null && job.Attempts < 5)
                {
                    job.Attempts++;
                    _model.BasicNack(ea.DeliveryTag, false, true);
                }
                else
                    _model.BasicReject(ea.DeliveryTag, false);
            }
            finally
            {
                if (job != null)
                    _store.Update(job);
            }
        };
        _model.BasicConsume("jobs", noAck(), consumer);

        bool noAck() => false;
    }
}
