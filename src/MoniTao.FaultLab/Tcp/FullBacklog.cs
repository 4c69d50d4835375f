using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab.Tcp;

/// <summary>
/// A listener whose accept queue is full of the lab's own connections and never emptied: Linux leaves further SYN segments unanswered,
/// which to a client looks like a firewall that drops.
/// </summary>
internal sealed class FullBacklog : IAsyncDisposable
{
    // Linux admits one connection more than the backlog (listen(2)), so a backlog of zero is full after one.
    private const int Backlog = 0;
    private const int Fillers = Backlog + 1;

    private readonly Socket listener;
    private readonly List<Socket> fillers = [];

    private FullBacklog(Socket listener) => this.listener = listener;

    public int Port => ((IPEndPoint)listener.LocalEndPoint!).Port;

    public static async Task<FullBacklog> StartAsync()
    {
        var full = new FullBacklog(LoopbackPorts.Bind(Listen));
        for (var filler = 0; filler < Fillers; filler++)
        {
            var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            full.fillers.Add(client);
            await client.ConnectAsync(IPAddress.Loopback, full.Port);
        }

        return full;
    }

    public ValueTask DisposeAsync()
    {
        fillers.ForEach(client => client.Dispose());
        listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private static Socket Listen(int port)
    {
        var socket = LoopbackPorts.BindTcp(new IPEndPoint(IPAddress.Loopback, port));
        try
        {
            socket.Listen(Backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
