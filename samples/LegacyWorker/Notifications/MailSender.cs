using System.Net.Http.Json;

namespace OrderWorker.Notifications;

public sealed class MailSender(HttpClient client) : IMailSender
{
    public async Task SendAsync(string to, string subject, string text)
    {
        var response = await client.PostAsJsonAsync("mails", new { to, subject, text });
        response.EnsureSuccessStatusCode();
    }
}
