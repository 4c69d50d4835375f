using System.Net.Sockets;

namespace MoniTao.Connectivity.Probing;

/// <summary>How an operation failed, as typed facts. No text of an exception is ever read.</summary>
/// <param name="Kind">The way it ended.</param>
/// <param name="SocketError">The kernel's error when <paramref name="Kind"/> is <see cref="FaultKind.Socket"/>.</param>
/// <param name="TlsAlert">The TLS alert that the peer sent, when the exception carries one (RFC 8446, 6).</param>
public sealed record NetworkFault(FaultKind Kind, SocketError? SocketError = null, byte? TlsAlert = null)
{
    /// <summary>OpenSSL packs library 20 (SSL) and reason 1000 + alert into the error that .NET hands on as HResult.</summary>
    private const int OpenSslAlertBase = 0x0A000000 + 1000;

    /// <summary>The time was up.</summary>
    public static readonly NetworkFault TimedOut = new(FaultKind.TimedOut);

    /// <summary>The caller gave up.</summary>
    public static readonly NetworkFault Cancelled = new(FaultKind.Cancelled);

    /// <summary>FIN where more was due.</summary>
    public static readonly NetworkFault EndOfStream = new(FaultKind.EndOfStream);

    /// <summary>Reads the facts out of an exception: the deadline first, then sockets, alerts and exhaustion, anywhere in the chain.</summary>
    public static NetworkFault From(Exception exception, Deadline deadline)
    {
        if (deadline.CancelledByCaller)
            return Cancelled;
        byte? alert = null;
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (e is SocketException { SocketErrorCode: not System.Net.Sockets.SocketError.OperationAborted } socket)
            {
                // past the deadline the connection is closed abortively, by us: the read that still waits ends with a reset
                var fault = FromSocket(socket.SocketErrorCode, alert);
                return fault.IsReset && deadline.Token.IsCancellationRequested ? TimedOut : fault;
            }

            if (e is OutOfMemoryException or FileNotFoundException)
                return new NetworkFault(FaultKind.Exhausted); // under EMFILE the runtime fails to load its own assemblies first
            if (e.HResult is >= OpenSslAlertBase and <= OpenSslAlertBase + 255)
                alert = (byte)(e.HResult - OpenSslAlertBase);
        }

        if (alert is not null)
            return new NetworkFault(FaultKind.Protocol, TlsAlert: alert);
        if (deadline.Token.IsCancellationRequested || exception is OperationCanceledException)
            return TimedOut;
        return exception is EndOfStreamException ? EndOfStream : new NetworkFault(FaultKind.Protocol);
    }

    private static NetworkFault FromSocket(SocketError error, byte? alert) => error switch
    {
        System.Net.Sockets.SocketError.TimedOut => TimedOut,
        System.Net.Sockets.SocketError.TooManyOpenSockets => new NetworkFault(FaultKind.Exhausted, error),
        System.Net.Sockets.SocketError.NoBufferSpaceAvailable => new NetworkFault(FaultKind.Exhausted, error),
        _ => new NetworkFault(FaultKind.Socket, error, alert),
    };

    /// <summary>True when the kernel reported a reset: RST, or a write to a connection the peer already closed.</summary>
    public bool IsReset => SocketError is System.Net.Sockets.SocketError.ConnectionReset or System.Net.Sockets.SocketError.ConnectionAborted
        or System.Net.Sockets.SocketError.Shutdown;
}
