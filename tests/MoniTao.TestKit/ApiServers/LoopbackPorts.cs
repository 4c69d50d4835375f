using System.Net;
using System.Net.Sockets;

namespace MoniTao.TestKit.ApiServers;

/// <summary>
/// Free TCP ports below the range from which the kernel takes ports for outgoing connections: a server that is
/// stopped for a minute must find its port free when it comes back.
/// </summary>
internal static class LoopbackPorts
{
    private const int First = 20000;
    private const int Last = 31999;

    public static int[] Take(int count)
    {
        var listeners = new List<TcpListener>();
        try
        {
            for (var attempt = 0; attempt < 200 && listeners.Count < count; attempt++)
            {
                if (TryListen(Random.Shared.Next(First, Last + 1)) is { } listener)
                    listeners.Add(listener);
            }

            if (listeners.Count < count)
                throw new InvalidOperationException($"no {count} free loopback ports between {First} and {Last}");
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            listeners.ForEach(listener => listener.Dispose());
        }
    }

    private static TcpListener? TryListen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return listener;
        }
        catch (SocketException)
        {
            listener.Dispose();
            return null;
        }
    }
}
