using System.Net;
using System.Net.Sockets;
using DnsClient;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// One question to one server: DnsClient asks over UDP through a <see cref="DnsRelay"/>, and over TCP by itself when the answer
/// was cut. Never throws for what the network or the server does.
/// </summary>
public sealed class DnsQuerier(TimeProvider time)
{
    private const int MaximumAliasQueries = 8;

    private readonly LookupClient _client = new(DnsClientOptions.Client());

    /// <summary>Asks for the addresses of one family and follows aliases that the server leaves to us (RFC 1034, 3.6.2).</summary>
    public async Task<DnsQueryFacts> QueryAsync(string name, AddressFamily family, IPEndPoint server, Deadline deadline)
    {
        var start = time.GetTimestamp();
        var first = await AskAsync(name, family, server, deadline).ConfigureAwait(false);
        var facts = first;
        var aliases = new List<string>(first.Aliases);
        for (var i = 0; i < MaximumAliasQueries && LeavesAliasToUs(facts); i++)
        {
            facts = await AskAsync(facts.Aliases[^1], family, server, deadline).ConfigureAwait(false);
            var loop = facts.Aliases.Any(a => aliases.Contains(a, StringComparer.OrdinalIgnoreCase) || Same(a, name));
            aliases.AddRange(facts.Aliases);
            if (loop)
                facts = facts with { AliasLoop = true };
        }

        if (LeavesAliasToUs(facts))
            facts = facts with { AliasLoop = true }; // a chain without an end, new names all the way
        return facts with { Name = name, Aliases = aliases, Mismatch = first.Mismatch ?? facts.Mismatch, Elapsed = time.GetElapsedTime(start) };
    }

    /// <summary>The serial of a zone as one server has it (RFC 1035, 3.3.13); null when it does not say.</summary>
    public async Task<uint?> SerialAsync(string zone, IPEndPoint server, Deadline deadline)
    {
        var (response, _) = await OverUdpAsync(zone, QueryType.SOA, server, deadline).ConfigureAwait(false);
        return response?.Answers.Concat(response.Authorities).OfType<DnsClient.Protocol.SoaRecord>().FirstOrDefault()?.Serial;
    }

    private static bool LeavesAliasToUs(DnsQueryFacts f) =>
        f is { Outcome: DnsOutcome.Answered, Rcode: 0, AliasLoop: false, SoaOwner: null, Addresses.Count: 0, Aliases.Count: > 0 };

    private async Task<DnsQueryFacts> AskAsync(string name, AddressFamily family, IPEndPoint server, Deadline deadline)
    {
        var asked = new DnsQueryFacts { Name = name, Family = family, Server = server, Outcome = DnsOutcome.Silent };
        var (response, transfer) = await OverUdpAsync(name, Type(asked), server, deadline).ConfigureAwait(false);
        asked = asked with { Outcome = transfer.Outcome, Mismatch = transfer.Mismatch };
        if (response is not null)
            return DnsAnswerReader.Read(response, asked);
        return asked.Outcome == DnsOutcome.TruncatedWithoutTcp ? await OverTcpAsync(asked, deadline).ConfigureAwait(false) : asked;
    }

    private async Task<(IDnsQueryResponse? Response, DnsTransfer Transfer)> OverUdpAsync(string name, QueryType type, IPEndPoint server, Deadline deadline)
    {
        if (deadline.Token.IsCancellationRequested)
            return (null, new DnsTransfer(deadline.CancelledByCaller ? DnsOutcome.Cancelled : DnsOutcome.Silent));
        try
        {
            using var relay = DnsRelay.Open(server);
            return await ThroughAsync(relay, name, type, deadline).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OutOfMemoryException or FileNotFoundException)
        {
            return (null, new DnsTransfer(Outcome(e, deadline)));
        }
    }

    private async Task<(IDnsQueryResponse? Response, DnsTransfer Transfer)> ThroughAsync(DnsRelay relay, string name, QueryType type, Deadline deadline)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        using var aside = deadline.Beside(over.Token);
        var carrying = CarryAsync(relay, aside, over);
        var (response, outcome) = await ExchangeAsync(name, type, relay.EndPoint, deadline, tcp: false, over.Token).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
        var transfer = await carrying.ConfigureAwait(false);
        if (deadline.CancelledByCaller)
            return (null, new DnsTransfer(DnsOutcome.Cancelled));
        if (transfer.Outcome == DnsOutcome.Answered || !relay.Heard)
            transfer = transfer with { Outcome = relay.Heard ? outcome : DnsOutcomes.Unasked(outcome) };
        return (transfer.Outcome == DnsOutcome.Answered ? response : null, transfer);
    }

    /// <summary>Calls the question off when there is no answer to hand on.</summary>
    private static async Task<DnsTransfer> CarryAsync(DnsRelay relay, Deadline deadline, CancellationTokenSource over)
    {
        var transfer = await relay.CarryAsync(deadline).ConfigureAwait(false);
        if (transfer.Outcome != DnsOutcome.Answered)
            await over.CancelAsync().ConfigureAwait(false);
        return transfer;
    }

    private static QueryType Type(DnsQueryFacts asked) => asked.Family == AddressFamily.InterNetworkV6 ? QueryType.AAAA : QueryType.A;

    private async Task<DnsQueryFacts> OverTcpAsync(DnsQueryFacts facts, Deadline deadline)
    {
        try
        {
            // Our own connection first: the library leaks a socket in SYN_SENT when its connect is cancelled.
            using var door = new Socket(facts.Server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await door.ConnectAsync(facts.Server, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return facts with { Outcome = deadline.CancelledByCaller ? DnsOutcome.Cancelled : DnsOutcome.TruncatedWithoutTcp };
        }
        catch (SocketException e)
        {
            var error = DnsOutcomes.FromSocket(e.SocketErrorCode);
            return facts with { Outcome = DnsOutcomes.IsProbers(error) ? error : DnsOutcome.TruncatedWithoutTcp };
        }

        var (response, outcome) = await ExchangeAsync(facts.Name, Type(facts), facts.Server, deadline, tcp: true, deadline.Token).ConfigureAwait(false);
        facts = facts with { OverTcp = true };
        if (response is not null)
            return DnsAnswerReader.Read(response, facts);
        return facts with
        {
            Outcome = outcome is DnsOutcome.Mismatched or DnsOutcome.Cancelled || DnsOutcomes.IsProbers(outcome) ? outcome : DnsOutcome.TransportFailed,
        };
    }

    /// <summary>The library's part. Outcome Answered means that there is a response.</summary>
    private async Task<(IDnsQueryResponse? Response, DnsOutcome Outcome)> ExchangeAsync(
        string name, QueryType type, IPEndPoint server, Deadline deadline, bool tcp, CancellationToken cancellation)
    {
        try
        {
            var timeout = deadline.Remaining + TimeSpan.FromSeconds(1); // our token decides, not the library's clock
            var response = await _client.QueryServerAsync([new NameServer(server)], new DnsQuestion(name, type),
                DnsClientOptions.Query(timeout, tcp), cancellation).ConfigureAwait(false);
            return (response, DnsOutcome.Answered);
        }
#pragma warning disable CA1031 // whatever the library throws has an outcome
        catch (Exception e)
#pragma warning restore CA1031
        {
            return (null, Outcome(e, deadline));
        }
    }

    private static DnsOutcome Outcome(Exception exception, Deadline deadline)
    {
        if (deadline.CancelledByCaller)
            return DnsOutcome.Cancelled;
        for (var e = exception; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case SocketException { SocketErrorCode: not SocketError.OperationAborted } socket:
                    return DnsOutcomes.FromSocket(socket.SocketErrorCode);
                case OutOfMemoryException:
                    return DnsOutcome.ProberOutOfMemory;
                case FileNotFoundException:
                    return DnsOutcome.ProberOutOfDescriptors; // without them the runtime fails to load its own assemblies first
            }
        }

        return exception switch
        {
            DnsXidMismatchException => DnsOutcome.Mismatched,
            OperationCanceledException or DnsResponseException { Code: DnsResponseCode.ConnectionTimeout } => DnsOutcome.Silent,
            _ => DnsOutcome.Malformed, // the library's parser throws whatever a hostile answer makes it throw
        };
    }

    private static bool Same(string a, string b) => a.Equals(b.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
