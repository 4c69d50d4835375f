using System.Net;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Icmp;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>
/// Takes the evidence of one outage: every check at once, none longer than its limit, all within the deadline. It tries what
/// a person would try next, and nothing that could harm: connections, echoes, questions.
/// </summary>
public sealed class Investigation(TimeProvider time, SystemResolution system)
{
    private const int MaximumAddresses = 8;
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(2);

    private readonly DnsQuerier _querier = new(time);
    private readonly ZoneSerial _serial = new();
    private readonly IcmpStage _icmp = new(time);
    private readonly ConnectStage _connect = new(time);
    private readonly PathTrace _path = new(time);

    /// <summary>Takes the evidence. <paramref name="trace"/> is false where the path is not wanted.</summary>
    public async Task<DiagnosisFacts> RunAsync(DiagnosisFacts known, bool trace, Deadline deadline)
    {
        var (spec, target) = (known.Spec, known.Spec.Target);
        var resolver = new Resolver(_querier, system, time);
        var resolvers = target.Address is not null
            ? []
            : await Task.WhenAll(spec.Dns.Resolvers.Select(r => resolver.ResolveAsync(target.Host, r, spec.Dns.RecordType, deadline))).ConfigureAwait(false);
        var facts = known with { Resolvers = resolvers };
        var serials = SerialsAsync(facts, deadline);
        var addresses = Addresses(facts);
        if (addresses.Count > 0 && known.Reason.Layer != Layer.Dns)
            facts = await ProbeAddressesAsync(facts, addresses, trace, deadline).ConfigureAwait(false);
        return facts with { Serials = await serials.ConfigureAwait(false) };
    }

    private async Task<DiagnosisFacts> ProbeAddressesAsync(DiagnosisFacts facts, List<IPAddress> addresses, bool trace, Deadline deadline)
    {
        var target = facts.Spec.Target;
        var first = addresses[0];
        using var ping = deadline.Within(PingLimit);
        var echo = _icmp.RunAsync(first, ping);
        if (!target.UsesTcp)
            return facts with { Ping = await echo.ConfigureAwait(false) };
        var remote = new IPEndPoint(first, target.Port);
        var reason = facts.Reason;
        var each = Task.WhenAll(addresses.Select(a => ConnectAsync(a, target.Port, deadline)));
        var neighbour = reason.Layer == Layer.Tcp ? ConnectAsync(first, Neighbour(target.Port), deadline) : null;
        var path = trace && reason.Layer == Layer.Tcp ? _path.RunAsync(remote, deadline) : null;
        var versions = target.UsesTls && AsksForVersions(reason) ? TlsVersionScan.RunAsync(remote, facts.Spec.Tls.ServerName ?? target.Host, deadline) : null;
        var bytes = AsksForBytes(reason) ? FirstBytes.ReadAsync(remote, deadline) : null;
        return facts with
        {
            Ping = await echo.ConfigureAwait(false),
            Addresses = await each.ConfigureAwait(false),
            Neighbour = neighbour is null ? null : await neighbour.ConfigureAwait(false),
            Path = path is null ? [] : await path.ConfigureAwait(false),
            TlsVersions = versions is null ? null : await versions.ConfigureAwait(false),
            FirstBytes = bytes is null ? null : await bytes.ConfigureAwait(false),
        };
    }

    private async Task<ConnectFacts> ConnectAsync(IPAddress address, int port, Deadline deadline)
    {
        using var limit = deadline.Within(ConnectLimit);
        var (facts, socket) = await _connect.RunAsync([address], port, limit).ConfigureAwait(false);
        if (socket is not null)
        {
            socket.LingerState = new System.Net.Sockets.LingerOption(true, 0);
            socket.Dispose();
        }

        return facts.Attempts.Count > 0 ? facts.Attempts[0] : new ConnectFacts { Remote = new IPEndPoint(address, port), Fault = NetworkFault.TimedOut };
    }

    /// <summary>When resolvers disagree, the serial of the zone tells which of them is behind.</summary>
    private async Task<IReadOnlyDictionary<string, uint>> SerialsAsync(DiagnosisFacts facts, Deadline deadline)
    {
        var serials = new Dictionary<string, uint>(StringComparer.Ordinal);
        var zone = facts.Resolvers.SelectMany(r => r.Deciding).Select(q => q.SoaOwner).FirstOrDefault(o => o is not null);
        if (facts.Resolvers.Count < 2 || zone is null)
            return serials;
        foreach (var resolver in facts.Resolvers.Where(r => r.Deciding is [{ Outcome: DnsOutcome.Answered }, ..]))
        {
            if (await _serial.AskAsync(zone, resolver.Deciding[0].Server, deadline).ConfigureAwait(false) is { } serial)
                serials[resolver.Resolver.ToString()] = serial;
        }

        return serials;
    }

    private static List<IPAddress> Addresses(DiagnosisFacts facts)
    {
        var given = facts.Spec.Target.Address is { } literal ? [literal] : facts.Resolvers.Count > 0 ? facts.Resolvers[0].Addresses : [];
        return [.. given.Where(AddressSanity.IsConnectable).Distinct().Take(MaximumAddresses)];
    }

    /// <summary>The port next to it that a host of this kind is likely to have open.</summary>
    private static int Neighbour(int port) => port switch
    {
        443 => 80,
        80 => 443,
        _ => 443,
    };

    /// <summary>Where TLS is spoken at all, and where somebody answers.</summary>
    private static bool AsksForVersions(Reason reason) =>
        reason.Layer == Layer.Tls && reason != Reasons.TlsNotSpoken && reason != Reasons.TlsTimedOut;

    private static bool AsksForBytes(Reason reason) =>
        reason == Reasons.TlsNotSpoken || reason == Reasons.TlsProtocolError || reason == Reasons.TlsClosed || reason == Reasons.TlsTimedOut
        || reason == Reasons.HttpInvalidResponse;
}
