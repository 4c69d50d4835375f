using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Http;
using MoniTao.Connectivity.Probing.Icmp;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.Connectivity.Probing.Tls.Revocation;

namespace MoniTao.Connectivity.Probing;

/// <summary>
/// Runs one probe: DNS ▸ TCP ▸ TLS ▸ HTTP, each stage only when the one before it passed. Returns facts; never throws for
/// what a network, a target or a resolver does.
/// </summary>
public sealed class Prober : IDisposable
{
    /// <summary>How much longer than the deciding one the compared resolvers may take.</summary>
    private static readonly TimeSpan ComparisonGrace = TimeSpan.FromSeconds(2);

    private static readonly LingerOption Abortive = new(enable: true, seconds: 0);

    private readonly TimeProvider _time;
    private readonly DnsStage _dns;
    private readonly ConnectStage _connect;
    private readonly TlsStage _tls;
    private readonly HttpStage _http;
    private readonly RevocationCheck _revocation;
    private readonly IcmpStage _icmp;
    private readonly StarvationWatch _starvation;

    /// <summary>Makes a prober; one serves any number of monitors at once.</summary>
    public Prober(TimeProvider time, SystemResolution? system = null)
    {
        _time = time;
        system ??= new SystemResolution(time);
        _dns = new DnsStage(new Resolver(new DnsQuerier(time), system, time), system, time);
        _connect = new ConnectStage(time);
        _tls = new TlsStage(new CertificateVerifier(time), time);
        _http = new HttpStage(time);
        _revocation = new RevocationCheck(new ListCache(new ListFetcher(_dns, _connect, time), time), time);
        _icmp = new IcmpStage(time);
        _starvation = new StarvationWatch(time);
    }

    /// <summary>Probes once. A cancelled probe returns an observation that says so.</summary>
    public async Task<Observation> ProbeAsync(ProbeSpec spec, CancellationToken cancellation)
    {
        var (start, before) = (_time.GetTimestamp(), _starvation.Total);
        using var deadline = new Deadline(_time, spec.Timeout, cancellation);
        var observation = new Observation { Spec = spec, Target = spec.Target, StartedAt = _time.GetUtcNow() };
        Exception? unexpected = null;
        try
        {
            observation = await FollowAsync(observation, deadline).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // a defect of ours must not become a fault of the target, nor end the loop of the monitor
        catch (Exception e)
        {
            unexpected = e;
        }
#pragma warning restore CA1031

        var starved = _starvation.Since(start);
        return observation with
        {
            Elapsed = _time.GetElapsedTime(start),
            Prober = ProberFacts.Defect(unexpected) with
            {
                Cancelled = cancellation.IsCancellationRequested,
                Starvation = deadline.Overrun > starved ? deadline.Overrun : starved,
                TotalStarvation = _starvation.Total - before,
            },
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _starvation.Dispose();

    private async Task<Observation> FollowAsync(Observation observation, Deadline deadline)
    {
        while (true)
        {
            var before = observation.RedirectedFrom;
            observation = await PassLayersAsync(observation, compare: before.Count == 0, deadline).ConfigureAwait(false);
            if (observation.Http?.RedirectsTo is not { } next)
                return observation;
            List<RedirectHop> visited = [.. before, new RedirectHop(observation.Target, observation.Dns, observation.Tls?.Certificate)];
            if (visited.Exists(hop => hop.Target == next) || visited.Count > HttpOptions.MaximumRedirects)
                return observation with { Http = observation.Http with { RedirectsTo = null, RedirectProblem = RedirectProblem.Loop } };
            observation = observation with { Target = next, RedirectedFrom = visited, Dns = null, Tcp = null, Tls = null, Http = null };
        }
    }

    private Task<Observation> PassLayersAsync(Observation seen, bool compare, Deadline deadline) =>
        compare && DnsStage.Compares(seen.Target, seen.Spec.Dns) ? PassComparingAsync(seen, deadline) : PassAsync(seen, deadline);

    private async Task<Observation> PassComparingAsync(Observation seen, Deadline deadline)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token);
        using var beside = deadline.Beside(stop.Token);
        var comparing = _dns.CompareAsync(seen.Target, seen.Spec.Dns, beside);
        seen = await PassAsync(seen, deadline).ConfigureAwait(false);
        if (!comparing.IsCompleted)
            await Task.WhenAny(comparing, Task.Delay(ComparisonGrace, _time, deadline.Token)).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        return seen with { Dns = seen.Dns! with { Compared = await comparing.ConfigureAwait(false) } };
    }

    private async Task<Observation> PassAsync(Observation seen, Deadline deadline)
    {
        var (spec, target) = (seen.Spec, seen.Target);
        var options = target.Host == spec.Target.Host ? spec.Dns : spec.Dns with { ExpectedAddresses = [] };
        var dns = await _dns.RunAsync(target, options, deadline).ConfigureAwait(false);
        seen = seen with { Dns = dns };
        if (dns.Addresses.Count > 0 && target.UsesTcp)
            return await ConnectAsync(seen, deadline).ConfigureAwait(false);
        return dns.Addresses.Count > 0 && target.Scheme == TargetScheme.Icmp
            ? seen with { Icmp = await EchoAsync(dns.Addresses, deadline).ConfigureAwait(false) }
            : seen;
    }

    /// <summary>Echoes the first address that this machine can send to: one without IPv6 must not lose sight of a target that has both.</summary>
    private async Task<IcmpFacts> EchoAsync(IReadOnlyList<IPAddress> addresses, Deadline deadline)
    {
        var first = await _icmp.RunAsync(addresses[0], deadline).ConfigureAwait(false);
        if (addresses.FirstOrDefault(a => a.AddressFamily != addresses[0].AddressFamily) is not { } other || !IcmpStage.NoWayOut(first))
            return first;
        var second = await _icmp.RunAsync(other, deadline).ConfigureAwait(false);
        return IcmpStage.NoWayOut(second) ? first : second;
    }

    private async Task<Observation> ConnectAsync(Observation seen, Deadline deadline)
    {
        var (tcp, socket) = await _connect.RunAsync(seen.Dns!.Addresses, seen.Target.Port, deadline).ConfigureAwait(false);
        seen = seen with { Tcp = tcp };
        if (socket is null)
            return seen;
        using (socket)
        {
            // An abortive close leaves no TIME_WAIT behind; by the time it happens the answer has been read.
            socket.LingerState = Abortive;
            if (seen.Target.Scheme != TargetScheme.Tcp)
            {
                await using var connection = new ProbeStream(socket, _time);
                seen = await SpeakAsync(seen, connection, deadline).ConfigureAwait(false);
                await connection.DisposeAsync().ConfigureAwait(false);
                return seen with { Tcp = tcp with { AtEnd = connection.AtEnd, OwnDelay = tcp.Winner!.OwnDelay + connection.OwnDelay } };
            }

            var aftermath = await AftermathWatch.ObserveAsync(socket, tcp.Winner!.Elapsed, _time, deadline).ConfigureAwait(false);
            return seen with { Tcp = tcp with { Aftermath = aftermath } };
        }
    }

    private async Task<Observation> SpeakAsync(Observation seen, Stream stream, Deadline deadline)
    {
        if (seen.Target.UsesTls)
        {
            var options = SameOrigin(seen) ? seen.Spec.Tls : seen.Spec.Tls with { ServerName = null, ClientCertificate = null };
            var (tls, secured) = await _tls.RunAsync(stream, seen.Target, options, deadline).ConfigureAwait(false);
            seen = seen with { Tls = await AskIssuersAsync(tls, seen.Spec, deadline).ConfigureAwait(false) };
            if (secured is null)
                return seen;
            stream = secured;
        }

        await using (stream)
        {
            // nothing, least of all a credential, is sent to a server whose certificate is not acceptable
            var trusted = seen.Tls is null or { Certificate.Problems: CertificateProblems.None } || seen.Spec.Tls.InsecureSkipVerify;
            if (!seen.Target.UsesHttp || !trusted)
                return seen;
            var http = await _http.RunAsync(stream, seen.Target, seen.Spec.Http, SameOrigin(seen), deadline).ConfigureAwait(false);
            return seen with { Http = http };
        }
    }

    /// <summary>Apart from the handshake, and bounded: the framework's own check ignores cancellation and follows any address.</summary>
    private async Task<TlsFacts> AskIssuersAsync(TlsFacts tls, ProbeSpec spec, Deadline deadline)
    {
        if (tls is not { Completed: true, Certificate: { } certificate, Candidates.Count: > 0 })
            return tls;
        var answer = await _revocation.RunAsync(tls.Candidates, spec.Dns, deadline).ConfigureAwait(false);
        var problems = answer.RevokedSubject is null ? CertificateProblems.None : CertificateProblems.Revoked;
        return tls with { Certificate = certificate with { Revocation = answer, Problems = certificate.Problems | problems } };
    }

    /// <summary>
    /// False behind a redirect to another scheme, host or port (RFC 6454). What the spec says of its own target, its addresses,
    /// its server name, its credentials, is not meant for that one.
    /// </summary>
    private static bool SameOrigin(Observation seen) =>
        seen.Target.Scheme == seen.Spec.Target.Scheme && seen.Target.Host == seen.Spec.Target.Host && seen.Target.Port == seen.Spec.Target.Port;
}
