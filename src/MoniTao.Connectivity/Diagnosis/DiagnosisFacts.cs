using System.Net;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Icmp;
using MoniTao.Connectivity.Probing.Tcp;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>Everything that was found out about an outage, without an opinion. What was not tried is null or empty.</summary>
public sealed record DiagnosisFacts
{
    /// <summary>What fails.</summary>
    public required ProbeSpec Spec { get; init; }

    /// <summary>Why, as the verdict has it.</summary>
    public required Reason Reason { get; init; }

    /// <summary>Each resolver of the spec; the first decides.</summary>
    public IReadOnlyList<ResolverFacts> Resolvers { get; init; } = [];

    /// <summary>The serial of the zone at each resolver, by its text.</summary>
    public IReadOnlyDictionary<string, uint> Serials { get; init; } = new Dictionary<string, uint>();

    /// <summary>The echo of the first address.</summary>
    public IcmpFacts? Ping { get; init; }

    /// <summary>Each address by itself, at the port of the target.</summary>
    public IReadOnlyList<ConnectFacts> Addresses { get; init; } = [];

    /// <summary>A neighbouring port of the first address.</summary>
    public ConnectFacts? Neighbour { get; init; }

    /// <summary>The path to the first address.</summary>
    public IReadOnlyList<HopFacts> Path { get; init; } = [];

    /// <summary>The TLS versions that the server accepts; null when it was not asked.</summary>
    public IReadOnlyList<string>? TlsVersions { get; init; }

    /// <summary>The first bytes of a server that does not speak what was expected.</summary>
    public string? FirstBytes { get; init; }

    /// <summary>The certificate, as the failing probe saw it.</summary>
    public Probing.Tls.CertificateFacts? Certificate { get; init; }

    /// <summary>How long connecting took in the last successes before the outage, oldest first.</summary>
    public IReadOnlyList<TimeSpan> ConnectTimesBefore { get; init; } = [];

    /// <summary>The first address, when there is one.</summary>
    public IPAddress? Address => Addresses.Count > 0 ? Addresses[0].Remote.Address : Ping?.Remote;

    /// <summary>True when the host answers pings, false when it is silent, null when pings could not be sent.</summary>
    public bool? Pings => Ping is null or { NotPermitted: true } ? null : Ping.Replied;

    /// <summary>True when the host showed itself at the neighbouring port: it accepted, or refused by itself.</summary>
    public bool NeighbourAnswers => Neighbour is { Connected: true } or { Fault.SocketError: System.Net.Sockets.SocketError.ConnectionRefused, Icmp: null };
}
