namespace OrderWorker.Notifications;

public interface IMailSender
{
    Task SendAsync(string to, string subject, string text);
}
