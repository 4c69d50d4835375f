using System.Net;
using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab.Dns;

/// <summary>Faults of name resolution. Each has a resolver of its own; none of these names is ever asked anywhere else.</summary>
internal static class DnsFaults
{
    private const string Here = "127.0.0.1";
    private const int ManyAddresses = 100;

    private static readonly FaultSettings Impatient = new() { TimeoutSeconds = 2 };
    private static readonly DnsScript Sound = DnsScripts.Addresses(Here, "::1");
    private static readonly DnsScript Many =
        DnsScripts.Addresses([.. Enumerable.Range(1, ManyAddresses).Select(last => $"127.0.0.{last}")]);

    public static IReadOnlyList<FaultDefinition> All { get; } =
        [.. Healthy(), .. Names(), .. Resolvers(), .. Transports(), .. Forgeries(), .. Addresses()];

    private static IEnumerable<FaultDefinition> Healthy() =>
    [
        Dns("healthy-dns", "resolves to both families", null, Sound),
        Dns("healthy-dns-alias", "resolves through an alias", null, DnsScripts.Alias),
        Dns("healthy-dns-over-tcp", "too many addresses for UDP, TCP works", null, DnsScripts.TruncatedOverUdp(Many)),
        new("healthy-dns-forestalled", "somebody else answers first, and is not believed", null,
            stage => OpenForestalled(stage, "forestalled.lab.test", Sound, new())),
        new("healthy-dns-inconsistent", "one resolver knows the name, the other says that it does not exist", null, OpenTwoResolvers)
        {
            ExpectedWarning = "DnsInconsistent",
        },
    ];

    private static IEnumerable<FaultDefinition> Names() =>
    [
        Dns("dns-name-not-found", "the zone exists, the name does not", "DnsNameNotFound", DnsScripts.NotFound()),
        Dns("dns-domain-not-registered", "NXDOMAIN from the public suffix itself", "DnsDomainNotRegistered",
            DnsScripts.NotFound("com"), host: "monitao-lab-unregistered.com"),
        Dns("dns-no-data", "the name exists without an address", "DnsNoData", DnsScripts.Addresses()),
        Dns("dns-no-ipv6", "only the other family has an address", "DnsNoData", DnsScripts.Addresses(Here), new() { RecordType = "AAAA" }),
        Dns("dns-cname-dangling", "an alias to a name that is gone", "DnsCnameDangling", DnsScripts.DanglingAlias),
        Dns("dns-cname-loop", "two aliases that name each other", "DnsCnameLoop", DnsScripts.AliasLoop, host: "to.lab.test"),
    ];

    private static IEnumerable<FaultDefinition> Resolvers() =>
    [
        Dns("dns-servfail", "the resolver fails without saying why", "DnsServerFailure", DnsScripts.Error(DnsReplyCode.ServerFailure)),
        Dns("dns-formerr", "the resolver does not understand the query", "DnsServerFailure", DnsScripts.Error(DnsReplyCode.FormatError)),
        Dns("dns-notimp", "the resolver does not do queries", "DnsServerFailure", DnsScripts.Error(DnsReplyCode.NotImplemented)),
        Dns("dns-refused", "the resolver does not serve us", "DnsQueryRefused", DnsScripts.Error(DnsReplyCode.Refused)),
        Dns("dns-blocked", "the resolver blocks the name (extended error 15)", "DnsBlocked",
            DnsScripts.Error(DnsReplyCode.NameError, 15, "on a blocklist")),
        Dns("dns-dnssec-bogus", "the signature is wrong (extended error 6)", "DnsSecFailed",
            DnsScripts.Error(DnsReplyCode.ServerFailure, 6, "validation failure")),
        Dns("dns-dnssec-expired", "the signature has ended (extended error 7)", "DnsSecFailed",
            DnsScripts.Error(DnsReplyCode.ServerFailure, 7, "signature expired")),
        Dns("dns-authority-unreachable", "the zone's servers are down (extended error 22)", "DnsAuthorityUnreachable",
            DnsScripts.Error(DnsReplyCode.ServerFailure, 22, "all servers timed out")),
        Dns("dns-lame-delegation", "a referral instead of an answer", "DnsLameDelegation", DnsScripts.Referral),
    ];

    private static IEnumerable<FaultDefinition> Transports() =>
    [
        Dns("dns-timeout", "the resolver never answers", "DnsTimeout", _ => null, Impatient),
        new("dns-port-closed", "nothing listens on the resolver's port", "DnsServerRefusedConnection", stage =>
            Task.FromResult(At("closed.lab.test", new(), stage.Own(ClosedDnsPort.Reserve()).EndPoint))),
        new("dns-truncated", "truncated over UDP, TCP is closed", "DnsTruncated", stage => OpenWithTcp(stage, tcp: null)),
        new("dns-tcp-cut", "truncated over UDP, TCP hangs up in mid-reply", "DnsTransportError",
            stage => OpenWithTcp(stage, DnsOverTcp.Half(Many))),
    ];

    private static IEnumerable<FaultDefinition> Forgeries() =>
    [
        Dns("dns-noise", "the reply is noise", "DnsMalformedResponse", BrokenDnsMessages.Noise),
        Dns("dns-pointer-loop", "a name in the reply points to itself", "DnsMalformedResponse", BrokenDnsMessages.PointerLoop),
        Dns("dns-cut-short", "the reply ends in the middle of a record", "DnsMalformedResponse", BrokenDnsMessages.CutShort),
        Dns("dns-wrong-question", "the reply is to another question", "DnsResponseMismatch", BrokenDnsMessages.WrongQuestion, Impatient),
        Dns("dns-wrong-id", "the reply has another identifier", "DnsResponseMismatch", BrokenDnsMessages.WrongId, Impatient),
        new("dns-wrong-source", "the reply comes from an address that was not asked", "DnsResponseMismatch",
            stage => OpenForestalled(stage, "wrong-source.lab.test", _ => null, Impatient)),
    ];

    private static IEnumerable<FaultDefinition> Addresses() =>
    [
        Dns("dns-sinkhole", "resolves to 0.0.0.0", "DnsBogonAnswer", DnsScripts.Addresses("0.0.0.0")),
        Dns("dns-reserved-address", "resolves to an address of the reserved block", "DnsBogonAnswer", DnsScripts.Addresses("240.0.0.1")),
        Dns("dns-unexpected-answer", "resolves to another address than the monitor expects", "DnsUnexpectedAnswer",
            DnsScripts.Addresses(Here), new() { ExpectedAddresses = ["192.0.2.10"] }),
    ];

    private static FaultDefinition Dns(
        string name,
        string description,
        string? reason,
        DnsScript script,
        FaultSettings? settings = null,
        string? host = null) =>
        new(name, description, reason, stage => Task.FromResult(At(
            host ?? name.Replace("dns-", "", StringComparison.Ordinal) + ".lab.test",
            settings ?? new(),
            stage.Own(ScriptedDnsServer.Start(script, stage.Time, stage.ErrorLog)).EndPoint)));

    private static Task<FaultEndpoint> OpenWithTcp(LabStage stage, Tcp.ConnectionScript? tcp)
    {
        var server = stage.Own(ScriptedDnsServer.Start(DnsScripts.TruncatedOverUdp(Many), tcp, stage.Time, stage.ErrorLog));
        return Task.FromResult(At("truncated.lab.test", new(), server.EndPoint));
    }

    private static Task<FaultEndpoint> OpenForestalled(LabStage stage, string host, DnsScript script, FaultSettings settings)
    {
        var forestalled = stage.Own(new DnsStranger()).Forestall(script, DnsScripts.Addresses("192.0.2.66"));
        var server = stage.Own(ScriptedDnsServer.Start(forestalled, stage.Time, stage.ErrorLog));
        return Task.FromResult(At(host, settings, server.EndPoint));
    }

    private static Task<FaultEndpoint> OpenTwoResolvers(LabStage stage)
    {
        var first = stage.Own(ScriptedDnsServer.Start(DnsScripts.Addresses(Here), stage.Time, stage.ErrorLog));
        var second = stage.Own(ScriptedDnsServer.Start(DnsScripts.NotFound("lab.test"), stage.Time, stage.ErrorLog));
        return Task.FromResult(At("inconsistent.lab.test", new(), first.EndPoint, second.EndPoint));
    }

    private static FaultEndpoint At(string host, FaultSettings settings, params IPEndPoint[] resolvers) =>
        new($"dns://{host}", settings with { Resolvers = [.. resolvers.Select(resolver => resolver.ToString())] });
}
