using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// One question to one server: over UDP, and over TCP when the answer was cut. Never throws for what the network or the server does.
/// </summary>
public sealed class DnsQuerier(TimeProvider time)
{
    private const int MaximumAliasQueries = 8;

    /// <summary>Asks for the addresses of one family and follows aliases that the server leaves to us (RFC 1034, 3.6.2).</summary>
    public async Task<DnsQueryFacts> QueryAsync(string name, AddressFamily family, IPEndPoint server, Deadline deadline)
    {
        var start = time.GetTimestamp();
        var facts = await AskAsync(name, family, server, deadline).ConfigureAwait(false);
        if (LeavesAliasToUs(facts))
            facts = await FollowAsync(facts, deadline).ConfigureAwait(false);
        return facts with { Elapsed = time.GetElapsedTime(start) };
    }

    private static bool LeavesAliasToUs(DnsQueryFacts f) =>
        f is { Outcome: DnsOutcome.Answered, Rcode: 0, AliasLoop: false, SoaOwner: null, Addresses.Count: 0, Aliases.Count: > 0 };

    private static async Task<DnsQueryFacts> FollowAsync(DnsQueryFacts first, Deadline deadline)
    {
        var facts = first;
        var aliases = new List<string>(first.Aliases);
        for (var i = 0; i < MaximumAliasQueries && LeavesAliasToUs(facts); i++)
        {
            facts = await AskAsync(facts.Aliases[^1], first.Family, first.Server, deadline).ConfigureAwait(false);
            var loop = facts.Aliases.Any(a => aliases.Contains(a, StringComparer.OrdinalIgnoreCase) || Same(a, first.Name));
            aliases.AddRange(facts.Aliases);
            if (loop)
                facts = facts with { AliasLoop = true };
        }

        if (LeavesAliasToUs(facts))
            facts = facts with { AliasLoop = true }; // a chain without an end, new names all the way
        return facts with { Name = first.Name, Aliases = aliases, Mismatch = first.Mismatch ?? facts.Mismatch };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<DnsQueryFacts> AskAsync(string name, AddressFamily family, IPEndPoint server, Deadline deadline)
    {
        var asked = new DnsQueryFacts { Name = name, Family = family, Server = server, Outcome = DnsOutcome.Silent };
        var buffer = ArrayPool<byte>.Shared.Rent(DnsQueryWriter.MaximumLength + DnsUdpExchange.LargestAnswer);
        try
        {
            var query = buffer.AsMemory(0, DnsQueryWriter.Write(name, family == AddressFamily.InterNetworkV6 ? DnsType.Aaaa : DnsType.A, buffer));
            if (query.IsEmpty)
                return asked with { Outcome = DnsOutcome.Malformed }; // an alias that nobody can ask for
            var answer = buffer.AsMemory(DnsQueryWriter.MaximumLength, DnsUdpExchange.LargestAnswer);
            var transfer = await OverUdpAsync(query, answer, server, deadline).ConfigureAwait(false);
            asked = asked with { Outcome = transfer.Outcome, Mismatch = transfer.Mismatch };
            return transfer.Outcome switch
            {
                DnsOutcome.Answered => DnsAnswerReader.Read(query.Span, answer.Span[..transfer.Length], asked),
                DnsOutcome.TruncatedWithoutTcp => await OverTcpAsync(query, asked, deadline).ConfigureAwait(false),
                _ => asked,
            };
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<DnsTransfer> OverUdpAsync(ReadOnlyMemory<byte> query, Memory<byte> answer, IPEndPoint server, Deadline deadline)
    {
        if (deadline.Token.IsCancellationRequested)
            return new DnsTransfer(deadline.CancelledByCaller ? DnsOutcome.Cancelled : DnsOutcome.Silent);
        try
        {
            using var exchange = new DnsUdpExchange(server);
            var transfer = await exchange.AskAsync(query, answer, deadline).ConfigureAwait(false);
            return deadline.CancelledByCaller ? new DnsTransfer(DnsOutcome.Cancelled) : transfer;
        }
        catch (Exception e) when (e is SocketException or OutOfMemoryException or FileNotFoundException)
        {
            return new DnsTransfer(DnsOutcomes.FromException(e, deadline));
        }
    }

    private static async Task<DnsQueryFacts> OverTcpAsync(ReadOnlyMemory<byte> query, DnsQueryFacts facts, Deadline deadline)
    {
        try
        {
            using var socket = new Socket(facts.Server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(facts.Server, deadline.Token).ConfigureAwait(false);
            facts = facts with { OverTcp = true };
            var answer = await DnsTcpExchange.AskAsync(socket, query, deadline.Token).ConfigureAwait(false);
            if (DnsMessage.IsResponse(answer) && !DnsMessage.SameId(query.Span, answer))
                return facts with { Outcome = DnsOutcome.Mismatched, Mismatch = new DnsMismatch(DnsMismatchKind.Id, facts.Server) };
            var read = DnsAnswerReader.Read(query.Span, answer, facts);
            return read.Outcome == DnsOutcome.Malformed ? read with { Outcome = DnsOutcome.TransportFailed } : read;
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or OutOfMemoryException or FileNotFoundException)
        {
            var outcome = DnsOutcomes.FromException(e, deadline);
            return facts with
            {
                Outcome = outcome == DnsOutcome.Cancelled || DnsOutcomes.IsProbers(outcome) ? outcome
                    : facts.OverTcp ? DnsOutcome.TransportFailed
                    : DnsOutcome.TruncatedWithoutTcp,
            };
        }
    }

    private static bool Same(string a, string b) => a.Equals(b.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
