using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// One question in a datagram, from a port of its own, which the kernel picks by chance (RFC 5452, 9.2). The socket is not
/// connected: so it sees who answers (a connected one would drop a stranger's datagram unseen), and hears ICMP errors through
/// its error queue (ip(7)).
/// </summary>
internal sealed class DnsUdpExchange : IDisposable
{
    /// <summary>The longest answer that is read whole.</summary>
    public const int LargestAnswer = 4096;

    /// <summary>Somebody guesses answers: to go on reading them is no use.</summary>
    internal const int MaximumStrays = 64;

    /// <summary>A healthy resolver in a cluster answers in a few milliseconds; after this the datagram counts as lost.</summary>
    private static readonly TimeSpan SendAgainAfter = TimeSpan.FromMilliseconds(300);

    private static readonly IPEndPoint AnyPort = new(IPAddress.Any, 0);
    private static readonly IPEndPoint AnySixPort = new(IPAddress.IPv6Any, 0);

    private readonly IPEndPoint _server;
    private readonly SocketAddress _to;
    private readonly SocketAddress _from;
    private readonly Socket _socket;
    private DnsTransfer? _unbelieved;
    private int _strays;

    /// <summary>Takes a local port.</summary>
    /// <exception cref="SocketException">There are no ports, descriptors or buffers left: trouble of this process.</exception>
    public DnsUdpExchange(IPEndPoint server)
    {
        // "any" is this machine, which answers from an address that it has (resolv.conf(5))
        var here = server.Address.Equals(IPAddress.Any) ? IPAddress.Loopback : server.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback : null;
        _server = here is null ? server : new IPEndPoint(here, server.Port);
        _to = _server.Serialize();
        _from = new SocketAddress(server.AddressFamily);
        _socket = Bound(server.AddressFamily);
        SocketErrorQueue.Enable(_socket);
    }

    /// <summary>Sends the question, and after a while the same octets once more, as resolver libraries do. Never throws for what the network does.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<DnsTransfer> AskAsync(ReadOnlyMemory<byte> query, Memory<byte> answer, Deadline deadline)
    {
        using var first = deadline.Within(SendAgainAfter);
        var limit = first;
        try
        {
            Send(query.Span);
            while (_strays < MaximumStrays)
            {
                try
                {
                    var length = await _socket.ReceiveFromAsync(answer, SocketFlags.None, _from, limit.Token).ConfigureAwait(false);
                    if (IsBelievable(query.Span, answer.Span[..length]))
                        return new DnsTransfer(DnsMessage.IsTruncated(answer.Span[..length]) ? DnsOutcome.TruncatedWithoutTcp : DnsOutcome.Answered, _unbelieved?.Mismatch, length);
                }
                catch (OperationCanceledException) when (limit == first && !deadline.Token.IsCancellationRequested)
                {
                    limit = deadline;
                    Send(query.Span);
                }
            }

            return _unbelieved!.Value;
        }
        catch (OperationCanceledException)
        {
            return _unbelieved ?? new DnsTransfer(DnsOutcome.Silent);
        }
        catch (SocketException e)
        {
            return new DnsTransfer(DnsOutcomes.FromSocket(_socket, _server, e.SocketErrorCode), _unbelieved?.Mismatch);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>At once and on this thread: two datagrams are all that this socket ever sends, and never fill its buffer.</summary>
    private void Send(ReadOnlySpan<byte> query) => _socket.SendTo(query, SocketFlags.None, _to);

    /// <summary>
    /// True for an answer with the right source, id and question. What has the first two and can't be read is believed too:
    /// nobody else will send anything better under that id.
    /// </summary>
    private bool IsBelievable(ReadOnlySpan<byte> query, ReadOnlySpan<byte> message)
    {
        DnsMismatchKind? kind = !_from.Equals(_to) ? DnsMismatchKind.Source
            : !DnsMessage.SameId(query, message) ? DnsMismatchKind.Id
            : DnsMessage.IsResponse(message) && !DnsMessage.SameQuestion(query, message) ? DnsMismatchKind.Question
            : null;
        if (kind is null)
            return true;
        _strays++;
        _unbelieved ??= kind == DnsMismatchKind.Id && !DnsMessage.IsResponse(message)
            ? new DnsTransfer(DnsOutcome.Malformed)
            : new DnsTransfer(DnsOutcome.Mismatched, new DnsMismatch(kind.Value, (IPEndPoint)_server.Create(_from)));
        return false;
    }

    /// <summary>Bound at once: without a port sendto(2) says "try again", the framework does, and the lack of ports looks like silence.</summary>
    private static Socket Bound(AddressFamily family)
    {
        var socket = new Socket(family, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Bind(family == AddressFamily.InterNetworkV6 ? AnySixPort : AnyPort);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
