using System.Security.Authentication;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>The TLS stage: a full handshake, never resumed, with the certificate recorded whatever it is like.</summary>
internal sealed class TlsStage(CertificateVerifier verifier, TimeProvider time)
{
    /// <summary>Shakes hands over a connected stream. On success the caller owns the returned stream.</summary>
    public async Task<(TlsFacts Facts, Stream? Stream)> RunAsync(Stream transport, Target target, TlsOptions options, Deadline deadline)
    {
        var start = time.GetTimestamp();
        var tap = new TapStream(transport);
        var serverName = options.ServerName ?? target.Host.TrimEnd('.');
        TlsClient? client = null;
        NetworkFault? fault = null;
        try
        {
            client = TlsClient.Over(tap, target, options, serverName);
            await client.ShakeHandsAsync(deadline.Token).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // whatever a hostile server makes the handshake throw is a fact about that server
        catch (Exception e)
        {
            fault = Fault(e, tap, deadline);
        }
#pragma warning restore CA1031

        var elapsed = time.GetElapsedTime(start);
        var sent = client?.Sent ?? [];
        var verdict = sent.Count > 0 ? verifier.Verify(sent, serverName, options) : null;
        var requested = client is { CertificateRequested: true };
        var facts = new TlsFacts
        {
            ServerName = serverName,
            Elapsed = elapsed,
            Completed = fault is null,
            Protocol = fault is null ? client!.Protocol : null,
            CipherSuite = fault is null ? client!.CipherSuite.ToString() : null,
            Fault = fault,
            AlertReceived = fault?.TlsAlert ?? tap.Received.Alert,
            AlertSent = tap.Sent.Alert,
            PeerClosed = tap.PeerClosed,
            ClientCertificateRequested = requested,
            ClientCertificateSent = requested && options.ClientCertificate is not null,
            BytesReceived = tap.Received.Total,
            SpeaksTls = tap.Received.Total == 0 ? null : tap.Received.LooksLikeTls,
            OtherProtocol = tap.Received.LooksLikeTls ? null : ProtocolGuess.Of(tap.Received.First),
            Certificate = verdict?.Facts,
            Candidates = verdict?.Candidates ?? [],
        };
        if (fault is null && requested && target.Scheme == TargetScheme.Tls)
            facts = await ListenForRejectionAsync(client!.Stream, facts, deadline).ConfigureAwait(false);
        if (facts.Fault is null)
            return (facts, client!.Stream);
        await (client?.Stream ?? tap).DisposeAsync().ConfigureAwait(false);
        return (facts, null);
    }

    /// <summary>
    /// Under TLS 1.3 a server says only after the handshake that it misses a certificate (RFC 8446, 4.4.2.4). An HTTP
    /// exchange hears it; a bare TLS probe listens for a moment.
    /// </summary>
    private static async Task<TlsFacts> ListenForRejectionAsync(Stream tls, TlsFacts facts, Deadline deadline)
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
