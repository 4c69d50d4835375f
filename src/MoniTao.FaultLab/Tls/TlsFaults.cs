using System.Net.Security;
using System.Security.Authentication;
using System.Text;
using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Dns;
using MoniTao.FaultLab.Hosting;
using MoniTao.FaultLab.Http;
using MoniTao.FaultLab.Tcp;
using MoniTao.FaultLab.Tls.Handshake;

namespace MoniTao.FaultLab.Tls;

/// <summary>Faults of the handshake; those of the certificate are in <see cref="CertificateFaults"/>.</summary>
internal static class TlsFaults
{
    private const int TenMegabytes = 10 * 1024 * 1024;
    private const string PlainHttp = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

    private static readonly FaultSettings Impatient = new() { TimeoutSeconds = 2 };

    public static IReadOnlyList<FaultDefinition> All { get; } =
        [.. Healthy(), .. Interruptions(), .. OtherProtocols(), .. Alerts(), .. Negotiations()];

    private static IEnumerable<FaultDefinition> Healthy() =>
    [
        new("healthy-tls", "a sound handshake", null, stage => Tls(stage, TlsScripts.Handshake(stage.Certificates.Sound()))),
        new("healthy-https", "a sound certificate, and 200", null, OpenHttps),
        new("healthy-https-name", "a name, an address, a certificate for the name, and 200", null, OpenHttpsByName),
        new("healthy-mutual-tls", "asks for a client certificate and is given one", null, stage => Tls(
            stage,
            TlsScripts.Handshake(WantingClient(stage, SslProtocols.Tls13)),
            new() { ClientCertificatePem = stage.Certificates.ClientPem() })),
    ];

    private static IEnumerable<FaultDefinition> Interruptions() =>
    [
        Scripted("tls-silent", "accepts and says nothing", "TlsTimedOut", TlsScripts.Silent, Impatient),
        Scripted("tls-stalled", "falls silent after its ServerHello", "TlsTimedOut", RawTls12Server.StallAfterServerHello, Impatient),
        Scripted("tls-closed", "hangs up when it has read the ClientHello", "TlsClosed", TlsScripts.Reply([])),
        Scripted("tls-reset", "resets when it has read the ClientHello", "TlsReset", TlsScripts.Reset),
    ];

    private static IEnumerable<FaultDefinition> OtherProtocols() =>
    [
        Scripted("tls-plain-http", "speaks plain HTTP on this port", "TlsNotSpoken", TlsScripts.Reply(Encoding.ASCII.GetBytes(PlainHttp))),
        Scripted("tls-ssh", "speaks SSH on this port", "TlsNotSpoken", TlsScripts.Banner("SSH-2.0-OpenSSH_9.2\r\n")),
        Scripted("tls-smtp", "speaks SMTP on this port", "TlsNotSpoken", TlsScripts.Banner("220 mail.lab.test ESMTP\r\n")),
        Scripted("tls-unknown-message", "answers with a handshake message that does not exist", "TlsProtocolError",
            TlsScripts.Reply(TlsRecords.UnknownHandshake())),
        Scripted("tls-wrong-record", "answers with data before the keys are agreed", "TlsProtocolError",
            TlsScripts.Reply(TlsRecords.EarlyApplicationData())),
        Scripted("tls-overlong-record", "answers with a record longer than records may be", "TlsProtocolError",
            TlsScripts.Reply(TlsRecords.OverlongRecord())),
        new("tls-huge-chain", "sends ten megabytes of certificates", "TlsProtocolError", stage => Tls(
            stage,
            RawTls12Server.HugeChain(stage.Certificates.Intermediate.Certificate, TenMegabytes))),
    ];

    private static IEnumerable<FaultDefinition> Alerts() =>
    [
        Alert("tls-version-alert", "rejects our TLS version (alert 70)", "TlsVersionMismatch", TlsAlert.ProtocolVersion),
        Alert("tls-handshake-failure", "shares no cipher with us (alert 40)", "TlsHandshakeRejected", TlsAlert.HandshakeFailure),
        Alert("tls-unrecognized-name", "has no site of that name (alert 112)", "TlsUnrecognizedName",
            TlsAlert.UnrecognizedName, new() { ServerName = "nobody.lab.test" }),
        Alert("tls-alpn-mismatch", "shares no application protocol with us (alert 120)", "TlsAlpnMismatch", TlsAlert.NoApplicationProtocol),
    ];

    private static IEnumerable<FaultDefinition> Negotiations() =>
    [
        new("tls-version-too-old", "speaks TLS 1.2, the monitor wants 1.3", "TlsVersionMismatch", stage => Tls(
            stage,
            TlsScripts.Handshake(Only(stage, SslProtocols.Tls12)),
            new() { MinimumTlsVersion = "1.3" })),
        new("prober-tls-key-too-short", "wants a client certificate; the monitor's key has 512 bits", "ProberTlsConfiguration", stage => Tls(
            stage,
            TlsScripts.Handshake(WantingClient(stage, SslProtocols.Tls13)),
            new() { ClientCertificatePem = stage.Certificates.ClientPem(KeyKind.Rsa512) })),
        new("tls-client-cert-required", "wants a client certificate (TLS 1.3)", "TlsClientCertRequired", stage => Tls(
            stage,
            RawTls13Server.RequireClientCertificate(stage.Certificates.SoundLeaf, stage.Certificates.Intermediate.Certificate))),
        new("tls-client-cert-required-tls12", "wants a client certificate (TLS 1.2)", "TlsClientCertRequired", stage => Tls(
            stage,
            RawTls12Server.RequireClientCertificate(stage.Certificates.SoundLeaf))),
    ];

    private static FaultDefinition Scripted(
        string name,
        string description,
        string reason,
        ConnectionScript script,
        FaultSettings? settings = null) =>
        new(name, description, reason, stage => Tls(stage, script, settings));

    private static FaultDefinition Alert(string name, string description, string reason, TlsAlert alert, FaultSettings? settings = null) =>
        Scripted(name, description, reason, TlsScripts.Reply(TlsRecords.Alert(alert)), settings);

    private static Task<FaultEndpoint> Tls(LabStage stage, ConnectionScript script, FaultSettings? settings = null) =>
        Task.FromResult(new FaultEndpoint(
            $"tls://127.0.0.1:{stage.Serve(script)}",
            (settings ?? new FaultSettings()) with { CaBundlePem = stage.Certificates.Bundle }));

    private static Task<FaultEndpoint> OpenHttps(LabStage stage) => Task.FromResult(Https(stage, "127.0.0.1"));

    /// <summary>The whole way at once: the resolver answers for IPv4 only, because the server listens there only.</summary>
    private static Task<FaultEndpoint> OpenHttpsByName(LabStage stage)
    {
        var resolver = stage.Own(ScriptedDnsServer.Start(DnsScripts.Addresses("127.0.0.1"), stage.Time, stage.ErrorLog));
        var endpoint = Https(stage, "shop.lab.test");
        return Task.FromResult(endpoint with { Settings = endpoint.Settings with { Resolvers = [resolver.EndPoint.ToString()] } });
    }

    private static FaultEndpoint Https(LabStage stage, string host) => new(
        $"https://{host}:{stage.Serve(TlsScripts.Within(stage.Certificates.Sound(), HttpScripts.Answer("200 OK")))}/",
        new FaultSettings { CaBundlePem = stage.Certificates.Bundle });

    private static SslServerAuthenticationOptions Only(LabStage stage, SslProtocols version)
    {
        var options = stage.Certificates.Sound();
        options.EnabledSslProtocols = version;
        return options;
    }

    private static SslServerAuthenticationOptions WantingClient(LabStage stage, SslProtocols version)
    {
        var options = Only(stage, version);
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        return options;
    }
}
