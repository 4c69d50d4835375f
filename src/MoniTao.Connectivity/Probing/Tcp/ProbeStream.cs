using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>
/// The connection of a probe as a stream. It asks the kernel about the connection in the last moment before it is closed,
/// whoever closes it: the TLS and HTTP layers do so themselves when they give up.
/// </summary>
internal sealed class ProbeStream(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    /// <summary>What the kernel knew at the end; null before, and where it does not tell.</summary>
    public TcpInformation? AtEnd { get; private set; }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            AtEnd ??= TcpInformation.Read(Socket);
        base.Dispose(disposing);
    }
}
