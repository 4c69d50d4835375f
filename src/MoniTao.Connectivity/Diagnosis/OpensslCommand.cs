using System.Net;
using System.Security.Authentication;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>The handshake of the probe as <c>openssl s_client</c> makes it.</summary>
internal static class OpensslCommand
{
    public static LayerCommand Of(ProbeSpec spec, IPAddress? address, string? caFile = null)
    {
        var (target, tls) = (spec.Target, spec.Tls);
        var name = tls.ServerName ?? target.Host;
        var host = address is null ? target.BracketedHost : Bracketed(address);
        return new LayerCommand(Layer.Tls,
        [
            "openssl s_client",
            $"-connect {ShellWord.Quote($"{host}:{target.Port}")}",
            .. IPAddress.TryParse(name, out _) // an address is never sent as a name (RFC 6066, 3)
                ? ["-noservername", $"-verify_ip {ShellWord.Quote(name)}"]
                : new[] { $"-servername {ShellWord.Quote(name)}", $"-verify_hostname {ShellWord.Quote(name)}" },
            .. FileOfRoots(tls, caFile) is { } file ? [$"-CAfile {ShellWord.Quote(file)}"] : Array.Empty<string>(),
            .. tls.ClientCertificate is null ? Array.Empty<string>() : ["-cert tls.crt", "-key tls.key"],
            tls.MinimumVersion == SslProtocols.Tls13 ? "-min_protocol TLSv1.3" : "-min_protocol TLSv1.2",
            "-showcerts </dev/null",
        ]);
    }

    /// <summary>As it stands before a port.</summary>
    internal static string Bracketed(IPAddress address) => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";

    /// <summary>The file, or the key of a ConfigMap under which clusters keep authorities; null where the system's are trusted.</summary>
    internal static string? FileOfRoots(TlsOptions tls, string? file) => file ?? (tls.TrustedRoots.Count > 0 ? "ca.crt" : null);
}
