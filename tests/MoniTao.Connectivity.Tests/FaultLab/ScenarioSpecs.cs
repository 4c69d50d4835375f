using System.Globalization;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using MoniTao.Connectivity.Model;
using MoniTao.FaultLab;

namespace MoniTao.Connectivity.Tests.FaultLab;

/// <summary>Turns a scenario of the fault lab into what the engine probes.</summary>
internal static class ScenarioSpecs
{
    public static ProbeSpec ToSpec(this FaultScenario scenario)
    {
        var s = scenario.Settings;
        Assert.True(TargetParser.TryParse(scenario.Target, out var target, out var error), error);
        return new ProbeSpec
        {
            Target = target,
            Timeout = TimeSpan.FromSeconds(s.TimeoutSeconds),
            Dns = new DnsOptions
            {
                Resolvers = s.Resolvers.Count == 0 ? [ResolverAddress.System] : [.. s.Resolvers.Select(Resolver)],
                RecordType = s.RecordType is null ? AddressRecordType.Any : Enum.Parse<AddressRecordType>(s.RecordType),
                ExpectedAddresses = [.. s.ExpectedAddresses.Select(IPAddress.Parse)],
            },
            Tls = new TlsOptions
            {
                ServerName = s.ServerName,
                MinimumVersion = s.MinimumTlsVersion == "1.3" ? SslProtocols.Tls13 : SslProtocols.Tls12,
                ExpiryWarning = TimeSpan.FromDays(s.ExpiryWarningDays ?? 14),
                Revocation = s.Revocation == "CRL" ? RevocationMode.Crl : RevocationMode.None,
                TrustedRoots = Roots(s.CaBundlePem),
                ClientCertificate = s.ClientCertificatePem is null ? null : X509Certificate2.CreateFromPem(s.ClientCertificatePem, s.ClientCertificatePem),
            },
            Http = new HttpOptions
            {
                ExpectedStatus = s.ExpectedStatus.Count == 0 ? [StatusRange.Success] : [.. s.ExpectedStatus.Select(Range)],
                BodyPattern = s.BodyPattern is null ? null : new Regex(s.BodyPattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)),
                FollowRedirects = s.FollowRedirects,
            },
        };
    }

    private static ResolverAddress Resolver(string text) =>
        ResolverAddress.TryParse(text, out var resolver, out var error) ? resolver : throw new FormatException(error);

    private static StatusRange Range(string text) =>
        StatusRange.TryParse(text, out var range) ? range : throw new FormatException(text.ToString(CultureInfo.InvariantCulture));

    private static List<X509Certificate2> Roots(string? pem)
    {
        if (pem is null)
            return [];
        var collection = new X509Certificate2Collection();
        collection.ImportFromPem(pem);
        return [.. collection];
    }
}
