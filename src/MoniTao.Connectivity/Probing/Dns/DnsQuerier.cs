using System.Net;
using System.Net.Sockets;
using DnsClient;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// One question to one server: DnsClient asks, and where its report is ambiguous a <see cref="DnsWitness"/> is heard. Never
/// throws for what the network or the server does.
/// </summary>
public sealed class DnsQuerier(TimeProvider time)
{
    /// <summary>A healthy resolver on a cluster answers in a few milliseconds; after this the witness asks too.</summary>
    private static readonly TimeSpan WitnessAfter = TimeSpan.FromMilliseconds(300);

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
        return facts with { Name = name, Aliases = aliases, Elapsed = time.GetElapsedTime(start) };
    }

    /// <summary>The serial of a zone as one server has it (RFC 1035, 3.3.13); null when it does not say.</summary>
    public async Task<uint?> SerialAsync(string zone, IPEndPoint server, Deadline deadline)
    {
        try
        {
            var response = await _client.QueryServerAsync([new NameServer(server)], new DnsQuestion(zone, QueryType.SOA),
                DnsClientOptions.Query(deadline.Remaining + TimeSpan.FromSeconds(1), tcp: false), deadline.Token).ConfigureAwait(false);
            return response.Answers.Concat(response.Authorities).OfType<DnsClient.Protocol.SoaRecord>().FirstOrDefault()?.Serial;
        }
#pragma warning disable CA1031 // evidence that can't be had is missing, whatever the server made the library throw
        catch (Exception)
        {
            return null;
        }
#pragma warning restore CA1031
    }

    private static bool LeavesAliasToUs(DnsQueryFacts f) =>
        f is { Outcome: DnsOutcome.Answered, Rcode: 0, AliasLoop: false, SoaOwner: null, Addresses.Count: 0, Aliases.Count: > 0 };

    private async Task<DnsQueryFacts> AskAsync(string name, AddressFamily family, IPEndPoint server, Deadline deadline)
    {
        var asked = new DnsQueryFacts { Name = name, Family = family, Server = server, Outcome = DnsOutcome.Silent };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        var answer = ExchangeAsync(asked, deadline, tcp: false, patience.Token);
        var nudge = Task.Delay(WitnessAfter, time, patience.Token);
        var heard = await Task.WhenAny(answer, nudge).ConfigureAwait(false) == answer || deadline.Token.IsCancellationRequested
            ? DnsOutcome.Silent
            : await HearWitnessAsync(asked, answer, deadline, patience).ConfigureAwait(false);
        var facts = await answer.ConfigureAwait(false);
        await patience.CancelAsync().ConfigureAwait(false);
        if (heard == DnsOutcome.Answered)
            facts = await ExchangeAsync(asked, deadline, tcp: false, deadline.Token).ConfigureAwait(false);
        else if (heard != DnsOutcome.Silent)
            return asked with { Outcome = heard };
        return await ExplainAsync(facts, deadline).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks again beside the question that is waiting. When the witness is heard first, the question is called off: either the
    /// port is closed, or the first datagram was lost and the server is alive. Silent when the witness had nothing to say.
    /// </summary>
    private static async Task<DnsOutcome> HearWitnessAsync(DnsQueryFacts asked, Task<DnsQueryFacts> answer, Deadline deadline, CancellationTokenSource patience)
    {
        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        using var aside = deadline.Beside(calledOff.Token);
        var hearing = DnsWitness.AskAsync(asked.Server, asked.Name, asked.Family, aside);
        await Task.WhenAny(answer, hearing).ConfigureAwait(false);
        var first = !answer.IsCompleted;
        await calledOff.CancelAsync().ConfigureAwait(false);
        var testimony = await hearing.ConfigureAwait(false); // also when it came second: its socket must not outlive the query
        if (!first || testimony.Outcome is DnsOutcome.Silent or DnsOutcome.Cancelled)
            return DnsOutcome.Silent;
        await patience.CancelAsync().ConfigureAwait(false);
        return testimony.Outcome;
    }

    /// <summary>
    /// The library says "truncated" of a cut answer and of garbage alike; the bytes themselves tell. And it does not say who
    /// found the way to the server missing: this machine, or one further on.
    /// </summary>
    private async Task<DnsQueryFacts> ExplainAsync(DnsQueryFacts facts, Deadline deadline)
    {
        if (facts.Outcome is not (DnsOutcome.TruncatedWithoutTcp or DnsOutcome.Unreachable))
            return facts;
        var testimony = await DnsWitness.AskAsync(facts.Server, facts.Name, facts.Family, deadline).ConfigureAwait(false);
        if (testimony.Outcome is not (DnsOutcome.Answered or DnsOutcome.Silent))
            return facts with { Outcome = testimony.Outcome };
        if (facts.Outcome == DnsOutcome.Unreachable)
            return facts;
        if (testimony.Outcome == DnsOutcome.Answered)
        {
            var bytes = testimony.Answer.Span;
            if (!DnsMessage.SameId(testimony.Query, bytes) || !DnsMessage.IsResponse(bytes))
                return facts with { Outcome = DnsMessage.IsResponse(bytes) ? DnsOutcome.Mismatched : DnsOutcome.Malformed };
            if (!DnsMessage.IsTruncated(bytes))
                return facts with { Outcome = DnsOutcome.Malformed };
        }

        return await OverTcpAsync(facts, deadline).ConfigureAwait(false);
    }

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
            var outcome = DnsWitness.FromSocket(e.SocketErrorCode);
            return facts with { Outcome = DnsWitness.IsProbers(outcome) ? outcome : DnsOutcome.TruncatedWithoutTcp };
        }

        var tcp = await ExchangeAsync(facts, deadline, tcp: true, deadline.Token).ConfigureAwait(false);
        return tcp.Outcome is DnsOutcome.Answered or DnsOutcome.Mismatched or DnsOutcome.Cancelled
            ? tcp with { OverTcp = true }
            : tcp with { OverTcp = true, Outcome = DnsOutcome.TransportFailed };
    }

    private async Task<DnsQueryFacts> ExchangeAsync(DnsQueryFacts asked, Deadline deadline, bool tcp, CancellationToken cancellation)
    {
        try
        {
            var type = asked.Family == AddressFamily.InterNetworkV6 ? QueryType.AAAA : QueryType.A;
            var timeout = deadline.Remaining + TimeSpan.FromSeconds(1); // our token decides, not the library's clock
            var response = await _client.QueryServerAsync([new NameServer(asked.Server)], new DnsQuestion(asked.Name, type),
                DnsClientOptions.Query(timeout, tcp), cancellation).ConfigureAwait(false);
            return DnsAnswerReader.Read(response, asked);
        }
        catch (DnsXidMismatchException)
        {
            return asked with { Outcome = DnsOutcome.Mismatched };
        }
        catch (DnsResponseException e)
        {
            return asked with { Outcome = Outcome(e, deadline) };
        }
        catch (OperationCanceledException)
        {
            return asked with { Outcome = deadline.CancelledByCaller ? DnsOutcome.Cancelled : DnsOutcome.Silent };
        }
        catch (SocketException e)
        {
            return asked with { Outcome = DnsWitness.FromSocket(e.SocketErrorCode) };
        }
        catch (Exception e) when (e is OutOfMemoryException or FileNotFoundException)
        {
            // without descriptors the runtime fails to load its own assemblies first
            return asked with { Outcome = e is OutOfMemoryException ? DnsOutcome.ProberOutOfMemory : DnsOutcome.ProberOutOfDescriptors };
        }
#pragma warning disable CA1031 // the library's parser throws whatever a hostile answer makes it throw
        catch (Exception)
        {
            return asked with { Outcome = DnsOutcome.Malformed };
        }
#pragma warning restore CA1031
    }

    private static DnsOutcome Outcome(DnsResponseException e, Deadline deadline)
    {
        if (deadline.CancelledByCaller)
            return DnsOutcome.Cancelled;
        for (Exception? inner = e; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException { SocketErrorCode: not SocketError.OperationAborted } socket)
                return DnsWitness.FromSocket(socket.SocketErrorCode);
        }

        return e.Code == DnsResponseCode.ConnectionTimeout ? DnsOutcome.Silent : DnsOutcome.TruncatedWithoutTcp;
    }

    private static bool Same(string a, string b) => a.Equals(b.TrimEnd('.'), StringComparison.OrdinalIgnoreCase);
}
