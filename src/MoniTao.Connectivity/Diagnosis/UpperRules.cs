using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>What the first bytes, the versions and the certificate prove of TLS and HTTP.</summary>
internal static class UpperRules
{
    public static Conclusion? SpeaksSomethingElse(DiagnosisFacts facts)
    {
        if (facts.FirstBytes is not { } bytes)
            return null;
        var target = facts.Spec.Target;
        if (target.UsesTls && bytes.StartsWith("HTTP/", StringComparison.Ordinal))
            return new Conclusion(FaultDomain.Target, "The port speaks plain HTTP, not TLS", $"Port {target.Port} speaks plain HTTP: use http://, or point the target at the TLS port", $"curl -sI {ShellWord.Quote($"http://{target.BracketedHost}:{target.Port}/")}");
        return new Conclusion(FaultDomain.Target, "Another kind of server listens on the port", $"Port {target.Port} answers \"{bytes}\": another kind of server listens there", $"nc {target.Host} {target.Port}");
    }

    public static Conclusion? OldVersionsOnly(DiagnosisFacts facts)
    {
        if (facts.TlsVersions is not { Count: > 0 } versions || (facts.Reason != Reasons.TlsVersionMismatch && facts.Reason != Reasons.TlsHandshakeRejected))
            return null;
        return new Conclusion(
            FaultDomain.Target,
            "The server accepts only TLS versions older than the monitor asks for",
            $"The server accepts {string.Join(", ", versions)} and the monitor asks for {(facts.Spec.Tls.MinimumVersion == System.Security.Authentication.SslProtocols.Tls13 ? "1.3" : "1.2")} or newer");
    }

    public static Conclusion? Certificate(DiagnosisFacts facts)
    {
        if (facts.Certificate is not { Problems: not 0 } certificate || !facts.Reason.Name.StartsWith("TlsCert", StringComparison.Ordinal))
            return null;
        return new Conclusion(
            FaultDomain.Target,
            $"TCP works, and {facts.Reason.Meaning}",
            $"TCP works, and {facts.Reason.Meaning}. It is for {(certificate.Names.Count > 0 ? string.Join(", ", certificate.Names.Take(3)) : certificate.Subject)}, issued by {certificate.Issuer}");
    }
}
