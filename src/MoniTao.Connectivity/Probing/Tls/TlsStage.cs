using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>The TLS stage: a full handshake, never resumed, with the certificate recorded whatever it is like.</summary>
internal sealed class TlsStage(CertificateVerifier verifier, TimeProvider time)
{
    /// <summary>Shakes hands over a connected stream. On success the caller owns the returned stream.</summary>
    public async Task<(TlsFacts Facts, SslStream? Stream)> RunAsync(Stream transport, Target target, TlsOptions options, Deadline deadline)
    {
        var start = time.GetTimestamp();
        var tap = new TapStream(transport);
        var session = new TlsSession(target, options);
        var tls = new SslStream(tap, leaveInnerStreamOpen: false);
        NetworkFault? fault = null;
        try
        {
            await tls.AuthenticateAsClientAsync(session.Options(), deadline.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a hostile server makes the handshake throw is a fact about that server
        catch (Exception e)
        {
            fault = Fault(e, tap, deadline);
        }
#pragma warning restore CA1031

        var elapsed = time.GetElapsedTime(start);
        var verdict = session.Sent.Count > 0 ? verifier.Verify(session.Sent, session.ServerName, options) : null;
        var facts = new TlsFacts
        {
            ServerName = session.ServerName,
            Elapsed = elapsed,
            Completed = fault is null,
            Protocol = fault is null ? tls.SslProtocol : null,
            CipherSuite = fault is null ? tls.NegotiatedCipherSuite.ToString() : null,
            Fault = fault,
            AlertReceived = fault?.TlsAlert ?? tap.Received.Alert,
            AlertSent = tap.Sent.Alert,
            PeerClosed = tap.PeerClosed,
            ClientCertificateRequested = session.ClientCertificateRequested,
            ClientCertificateSent = session.ClientCertificateRequested && options.ClientCertificate is not null,
            BytesReceived = tap.Received.Total,
            SpeaksTls = tap.Received.Total == 0 ? null : tap.Received.LooksLikeTls,
            OtherProtocol = tap.Received.LooksLikeTls ? null : ProtocolGuess.Of(tap.Received.First),
            Certificate = verdict?.Facts,
            Candidates = verdict?.Candidates ?? [],
        };
        if (fault is null && session.ClientCertificateRequested && target.Scheme == TargetScheme.Tls)
            facts = await ListenForRejectionAsync(tls, facts, deadline).ConfigureAwait(false);
        if (facts.Fault is null)
            return (facts, tls);
        await tls.DisposeAsync().ConfigureAwait(false);
        return (facts, null);
    }

    /// <summary>
    /// Under TLS 1.3 a server says only after the handshake that it misses a certificate (RFC 8446, 4.4.2.4). An HTTP
    /// exchange hears it; a bare TLS probe listens for a moment.
    /// </summary>
    private static async Task<TlsFacts> ListenForRejectionAsync(SslStream tls, TlsFacts facts, Deadline deadline)
    {
        using var moment = deadline.Within(TimeSpan.FromMilliseconds(500));
        try
        {
            var read = await tls.ReadAsync(new byte[1], moment.Token).ConfigureAwait(false);
            return read > 0 ? facts : facts with { PeerClosed = true };
        }
        catch (OperationCanceledException) when (!deadline.CancelledByCaller)
        {
            return facts; // silence is consent
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException)
        {
            var fault = NetworkFault.From(e, deadline);
            return facts with { Fault = fault, Completed = false, AlertReceived = fault.TlsAlert };
        }
    }

    private static NetworkFault Fault(Exception exception, TapStream tap, Deadline deadline)
    {
        var fault = NetworkFault.From(exception, deadline);
        if (fault.Kind is FaultKind.Cancelled or FaultKind.Exhausted or FaultKind.TimedOut || fault.TlsAlert is not null || tap.Received.Alert is not null)
            return fault;
        if (tap.SocketError is { } error)
            return new NetworkFault(FaultKind.Socket, error);
        return tap.PeerClosed && (tap.Received.Total == 0 || tap.Received.LooksLikeTls) ? NetworkFault.EndOfStream : fault;
    }
}
