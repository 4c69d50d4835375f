using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MoniTao.Connectivity.Probing;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>Which TLS versions a server accepts, each asked for alone.</summary>
internal static class TlsVersionScan
{
#pragma warning disable CA5397, CA5398, SYSLIB0039 // old versions are asked for to find out, never to speak over them
    private static readonly (SslProtocols Protocol, string Name)[] Versions =
    [
        (SslProtocols.Tls13, "TLS 1.3"), (SslProtocols.Tls12, "TLS 1.2"), (SslProtocols.Tls11, "TLS 1.1"), (SslProtocols.Tls, "TLS 1.0"),
    ];
#pragma warning restore CA5397, CA5398, SYSLIB0039

    /// <summary>The names of the versions with which a handshake comes to its end, the newest first.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(IPEndPoint remote, string serverName, Deadline deadline)
    {
        var accepted = await Task.WhenAll(Versions.Select(v => AcceptsAsync(remote, serverName, v.Protocol, deadline))).ConfigureAwait(false);
        return [.. Versions.Zip(accepted).Where(pair => pair.Second).Select(pair => pair.First.Name)];
    }

    private static async Task<bool> AcceptsAsync(IPEndPoint remote, string serverName, SslProtocols protocol, Deadline deadline)
    {
        try
        {
            using var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(remote, deadline.Token).ConfigureAwait(false);
            await using var tls = new SslStream(new NetworkStream(socket, ownsSocket: true));
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = serverName,
                    EnabledSslProtocols = protocol,
                    AllowTlsResume = false,
#pragma warning disable CA5359 // nothing is sent: only the version matters here
                    RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
                },
                deadline.Token).ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // whatever a hostile server makes the handshake throw: this version is not accepted
        catch (Exception)
        {
            return false;
        }
#pragma warning restore CA1031
    }
}
