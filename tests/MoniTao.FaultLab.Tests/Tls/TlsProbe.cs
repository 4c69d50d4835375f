using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace MoniTao.FaultLab.Tests.Tls;

/// <summary>What a real TLS client saw of a scenario, with the scenario's own settings.</summary>
internal sealed class TlsProbe
{
    public Exception? Failure { get; private set; }

    public SslPolicyErrors PolicyErrors { get; private set; }

    /// <summary>The certificates the server sent, leaf first.</summary>
    public IReadOnlyList<X509Certificate2> Sent { get; private set; } = [];

    /// <summary>Flags of the whole chain, verified against the lab's root alone.</summary>
    public X509ChainStatusFlags ChainFlags { get; private set; }

    public SslProtocols Protocol { get; private set; }

    /// <summary>The description of the alert the server sent in the clear, or null.</summary>
    public int? Alert { get; private set; }

    /// <summary>The record types and content in the clear that the server sent.</summary>
    public IReadOnlyList<(byte Type, byte[] Fragment)> Records { get; private set; } = [];

    /// <summary>The alert that the TLS library met, also an encrypted one: OpenSSL's reason code is 1000 and the alert.</summary>
    public int? AlertMet
    {
        get
        {
            for (var exception = Failure; exception is not null; exception = exception.InnerException)
            {
                var reason = exception.HResult & 0x7FFFFF;
                if ((uint)exception.HResult >> 24 == 0x0A && reason > 1000)
                {
                    return reason - 1000;
                }
            }

            return null;
        }
    }

    public static async Task<TlsProbe> RunAsync(FaultScenario scenario, SslProtocols versions = SslProtocols.None)
    {
        using var limit = new CancellationTokenSource(Wire.Limit);
        using var socket = await scenario.ConnectAsync();
        await using var recording = new RecordingStream(socket);
        await using var tls = new SslStream(recording);
        var probe = new TlsProbe();
        using var client = scenario.Settings.ClientCertificatePem is { } pem ? X509Certificate2.CreateFromPem(pem, pem) : null;
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = scenario.Settings.ServerName ?? new Uri(scenario.Target).Host,
                    EnabledSslProtocols = versions,
                    CertificateChainPolicy = Policy(scenario),
                    AllowTlsResume = false,
                    ClientCertificates = client is null ? null : [client],
                    RemoteCertificateValidationCallback = (_, _, chain, errors) => probe.Record(chain!, errors),
                },
                limit.Token);
            probe.Protocol = tls.SslProtocol;

            // TLS 1.3: what the server thinks of the client's certificate arrives with the first read.
            await tls.WriteAsync(new byte[1], limit.Token);
            await tls.ShutdownAsync();
            _ = await tls.ReadAsync(new byte[1], limit.Token);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException)
        {
            probe.Failure = failure;
        }

        probe.Records = recording.Records;
        probe.Alert = probe.Records
            .Where(record => record.Type == 21 && record.Fragment.Length == 2)
            .Select(record => (int?)record.Fragment[1])
            .LastOrDefault();
        return probe;
    }

    private static X509ChainPolicy Policy(FaultScenario scenario)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            DisableCertificateDownloads = true,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPem(scenario.Settings.CaBundlePem);
        return policy;
    }

    private bool Record(X509Chain chain, SslPolicyErrors errors)
    {
        PolicyErrors = errors;
        ChainFlags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
        Sent = [.. chain.ChainPolicy.ExtraStore];
        return true;
    }
}
