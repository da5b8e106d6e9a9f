using Xunit;

namespace Leveret.Package.Tests.Broker;

/// <summary>A test that starts servers of the Debian packages <c>rabbitmq-server</c> and <c>postgresql</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrokerFactAttribute : FactAttribute
{
    public BrokerFactAttribute()
    {
        if (!RabbitMqNode.IsInstalled || !PostgreSqlServer.IsInstalled)
        {
            Skip = "needs the Debian packages rabbitmq-server and postgresql, which eng/test.sh installs";
        }
    }
}
