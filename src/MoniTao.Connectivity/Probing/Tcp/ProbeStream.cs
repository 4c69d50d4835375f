using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>
/// The connection of a probe as a stream. It asks the kernel about the connection in the last moment before it is closed,
/// whoever closes it: the TLS and HTTP layers do so themselves when they give up. And it asks after each read, how long what
/// was read had been there.
/// </summary>
internal sealed class ProbeStream : NetworkStream
{
    private readonly TimeProvider _time;
    private long _taken;

    public ProbeStream(Socket socket, TimeProvider time)
        : base(socket, ownsSocket: true)
    {
        socket.NoDelay = true; // whoever speaks waits for no acknowledgement
        _time = time;
        _taken = time.GetTimestamp();
    }

    /// <summary>What the kernel knew at the end; null before, and where it does not tell.</summary>
    public TcpInformation? AtEnd { get; private set; }

    /// <summary>How long, in all, data that had arrived waited for this process to take it.</summary>
    public TimeSpan OwnDelay { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await base.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read > 0)
            Waited(TcpInformation.Read(Socket));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && AtEnd is null && (AtEnd = TcpInformation.Read(Socket)) is { } atEnd && Socket.Available > 0)
            Waited(atEnd); // it came in time and was not read
        if (disposing)
            Socket.Dispose(); // before the base class sends a FIN: the connection is closed once, and the way its owner chose
        base.Dispose(disposing);
    }

    /// <summary>Of data that comes in a stream only the time since the last read counts, not each piece anew.</summary>
    private void Waited(TcpInformation? kernel)
    {
        var (now, since) = (_time.GetTimestamp(), kernel?.SinceData ?? default);
        var sinceTaken = _time.GetElapsedTime(_taken, now);
        OwnDelay += since < sinceTaken ? since : sinceTaken;
        _taken = now;
    }
}
