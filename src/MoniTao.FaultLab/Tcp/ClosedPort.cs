using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab.Tcp;

/// <summary>A TCP port that refuses, and stays closed: it is bound, so nobody else can take it, but never listens.</summary>
internal sealed class ClosedPort : IAsyncDisposable
{
    private const int SolSocket = 1;
    private const int SoReuseAddress = 2;

    private readonly Socket socket;

    public ClosedPort(Socket bound)
    {
        socket = bound;
        Port = ((IPEndPoint)bound.LocalEndPoint!).Port;
        if (OperatingSystem.IsLinux())
        {
            // .NET binds with SO_REUSEADDR, under which Linux lets another socket listen on a port that is merely bound.
            bound.SetRawSocketOption(SolSocket, SoReuseAddress, BitConverter.GetBytes(0));
        }
    }

    public int Port { get; }

    public static ClosedPort Reserve() => new(LoopbackPorts.BindTcp(IPAddress.Loopback));

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
