using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// Carries one question of DnsClient to a server and the answer back. The library takes a datagram from anybody for the answer,
/// and hides ICMP errors; so it asks a socket of ours on loopback, and behind that one an unconnected socket, which sees who
/// answers (a connected one would drop a stranger's datagram unseen) and hears ICMP errors through its error queue (ip(7)).
/// </summary>
internal sealed class DnsRelay : IDisposable
{
    /// <summary>A healthy resolver in a cluster answers in a few milliseconds; after this the datagram counts as lost.</summary>
    private static readonly TimeSpan SendAgainAfter = TimeSpan.FromMilliseconds(300);

    private const int LargestQuery = 512;
    private const int LargestAnswer = 4096;

    /// <summary>Somebody guesses answers: to go on reading them is no use.</summary>
    internal const int MaximumStrays = 64;

    private readonly IPEndPoint _server;
    private readonly Socket _near;
    private readonly Socket _far;
    private DnsTransfer? _unbelieved;
    private int _strays;

    private DnsRelay(IPEndPoint server, Socket near, Socket far) => (_server, _near, _far) = (server, near, far);

    /// <summary>Takes two local ports.</summary>
    /// <exception cref="SocketException">There are no ports, descriptors or buffers left: trouble of this process.</exception>
    public static DnsRelay Open(IPEndPoint server)
    {
        var near = Bound(IPAddress.Loopback);
        try
        {
            var six = server.AddressFamily == AddressFamily.InterNetworkV6;
            var far = Bound(six ? IPAddress.IPv6Any : IPAddress.Any);
            SocketErrorQueue.Enable(far);

            // "any" is this machine, which answers from an address that it has (resolv.conf(5))
            var here = server.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : server.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : null;
            return new DnsRelay(here is null ? server : new IPEndPoint(here, server.Port), near, far);
        }
        catch
        {
            near.Dispose();
            throw;
        }
    }

    /// <summary>The name server that the library is told of. The first query is the question; no later one is heard.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_near.LocalEndPoint!;

    /// <summary>Waits for the question, asks it, and hands the answer on. Never throws for what the network does.</summary>
    public async Task<DnsTransfer> CarryAsync(Deadline deadline)
    {
        try
        {
            var (query, asker) = await HearAsync(deadline.Token).ConfigureAwait(false);
            Heard = true;
            var answer = await AskAsync(query, deadline).ConfigureAwait(false);
            if (answer.IsEmpty)
                return _unbelieved!.Value;
            if (DnsMessage.IsTruncated(answer.Span))
                return new DnsTransfer(DnsOutcome.TruncatedWithoutTcp, _unbelieved?.Mismatch);
            await _near.SendToAsync(answer, asker, CancellationToken.None).ConfigureAwait(false);
            return new DnsTransfer(DnsOutcome.Answered, _unbelieved?.Mismatch);
        }
        catch (OperationCanceledException)
        {
            return _unbelieved ?? new DnsTransfer(DnsOutcome.Silent);
        }
        catch (SocketException e)
        {
            return new DnsTransfer(DnsOutcomes.FromSocket(_far, _server, e.SocketErrorCode), _unbelieved?.Mismatch);
        }
    }

    /// <summary>Whether the library has asked at all.</summary>
    public bool Heard { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    private async Task<(Memory<byte> Query, EndPoint Asker)> HearAsync(CancellationToken cancellation)
    {
        var buffer = new byte[LargestQuery];
        while (true)
        {
            var got = await _near.ReceiveFromAsync(buffer, Anyone(_near), cancellation).ConfigureAwait(false);
            var query = buffer.AsMemory(0, got.ReceivedBytes);
            if (!DnsMessage.Question(query.Span).IsEmpty)
                return (query, got.RemoteEndPoint);
        }
    }

    /// <summary>Sends the question, and after a while the same bytes once more, as resolver libraries do.</summary>
    private async Task<Memory<byte>> AskAsync(ReadOnlyMemory<byte> query, Deadline deadline)
    {
        using var first = deadline.Within(SendAgainAfter);
        try
        {
            return await AskOnceAsync(query, first).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!deadline.CancelledByCaller && !deadline.Token.IsCancellationRequested)
        {
            return await AskOnceAsync(query, deadline).ConfigureAwait(false);
        }
    }

    /// <summary>The answer to believe; empty when there were too many others.</summary>
    private async Task<Memory<byte>> AskOnceAsync(ReadOnlyMemory<byte> query, Deadline deadline)
    {
        await _far.SendToAsync(query, _server, deadline.Token).ConfigureAwait(false);
        var buffer = new byte[LargestAnswer];
        while (_strays < MaximumStrays)
        {
            var got = await _far.ReceiveFromAsync(buffer, Anyone(_far), deadline.Token).ConfigureAwait(false);
            var message = buffer.AsMemory(0, got.ReceivedBytes);
            if (Unbelievable((IPEndPoint)got.RemoteEndPoint, query.Span, message.Span) is not { } stray)
                return message;
            _unbelieved ??= stray;
            _strays++;
        }

        return default;
    }

    /// <summary>
    /// Null for an answer with the right source, id and question. What has the first two and can't be read is handed on too:
    /// nobody else will send anything better under that id.
    /// </summary>
    private DnsTransfer? Unbelievable(IPEndPoint from, ReadOnlySpan<byte> query, ReadOnlySpan<byte> message)
    {
        DnsMismatchKind? kind = !from.Equals(_server) ? DnsMismatchKind.Source
            : !DnsMessage.SameId(query, message) ? DnsMismatchKind.Id
            : DnsMessage.IsResponse(message) && !DnsMessage.SameQuestion(query, message) ? DnsMismatchKind.Question
            : null;
        return kind is null ? null
            : kind == DnsMismatchKind.Id && !DnsMessage.IsResponse(message) ? new DnsTransfer(DnsOutcome.Malformed)
            : new DnsTransfer(DnsOutcome.Mismatched, new DnsMismatch(kind.Value, from));
    }

    private static IPEndPoint Anyone(Socket socket) => new(socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);

    /// <summary>Bound at once: without a port sendto(2) says "try again", the framework does, and the lack of ports looks like silence.</summary>
    private static Socket Bound(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(new IPEndPoint(address, 0));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
