using System.Net;
using System.Net.Sockets;

namespace Leveret.Package.Tests.Broker;

/// <summary>Ports of 127.0.0.1 that nothing listens on.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
