using System.Net.Http;
using System.Text;
using System.Threading;
using RabbitMQ.Client;

namespace Invoices
{
    public class GetLoop
    {
        private readonly IModel _channel;
        private readonly HttpClient _http = new HttpClient();

        public GetLoop(IModel channel)
        {
            _channel = channel;
        }

        public void Run()
        {
            for (;;)
            {
                BasicGetResult result = _channel.BasicGet("invoices", false);
                if (result == null)
                {
                    Thread.Sleep(250);
                    continue;
                }

                var response = _http.PostAsync("https://invoices.example/", new StringContent(Encoding.UTF8.GetString(result.Body))).Result;
                if (response.IsSuccessStatusCode)
                    _channel.BasicAck(result.DeliveryTag, false);
                else
                    _channel.BasicNack(result.DeliveryTag, false, true);
            }
        }

        public int Drain()
        {
            var count = 0;
            BasicGetResult result;
            while ((result = _channel.BasicGet("invoices.old", true)) != null)
            {
                _http.PutAsync("https://invoices.example/" + result.RoutingKey, null).Wait();
                count++;
            }

            return count;
        }

        public void Wait()
        {
            while (_channel.MessageCount("invoices") == 0)
                Thread.Sleep(100);
            while (_channel.QueueDeclarePassive("invoices").MessageCount < 10)
            {
            }
        }
    }
}
