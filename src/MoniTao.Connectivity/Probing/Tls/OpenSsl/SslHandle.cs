using System.Runtime.InteropServices;

namespace MoniTao.Connectivity.Probing.Tls.OpenSsl;

/// <summary>
/// One SSL* and the memory that it reads from and writes to. OpenSSL allows one thread at a time to it, which is seen to here;
/// after it was disposed every call throws <see cref="ObjectDisposedException"/>.
/// </summary>
internal sealed unsafe class SslHandle : SafeHandle
{
    private const int LargestCertificate = 64 * 1024;
    private const int MostCertificates = 10;

    private readonly Lock _lock = new();
    private readonly nint _incoming;
    private readonly nint _outgoing;

    /// <summary>Makes a client that has not said anything yet.</summary>
    /// <param name="serverName">SNI, in ASCII; null for none.</param>
    /// <param name="minimumVersion">The oldest version, as on the wire: 0x0303 is TLS 1.2.</param>
    /// <param name="applicationProtocols">ALPN in wire format (RFC 7301, 3.1); empty for none.</param>
    public SslHandle(string? serverName, int minimumVersion, ReadOnlySpan<byte> applicationProtocols)
        : base(0, ownsHandle: true)
    {
        SetHandle(ClientContext.NewConnection(out _incoming, out _outgoing));
        Libssl.Control(handle, Libssl.ControlSetMinimumVersion, minimumVersion, null);
        if (serverName is not null)
            Libssl.Control(handle, Libssl.ControlSetServerName, 0, serverName);
        fixed (byte* protocols = applicationProtocols)
            _ = Libssl.SetApplicationProtocols(handle, protocols, (uint)applicationProtocols.Length);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The version agreed on, as on the wire.</summary>
    public int Version => Locked(static ssl => Libssl.Version(ssl.handle));

    /// <summary>The cipher suite agreed on (IANA TLS Cipher Suites).</summary>
    public ushort CipherSuite => Locked(static ssl => Libssl.CipherId(Libssl.CurrentCipher(ssl.handle)));

    /// <summary>True once the server asked for a certificate of ours (RFC 8446, 4.3.2).</summary>
    public bool CertificateRequested => Locked(static ssl => ClientContext.CertificateRequested(ssl.handle));

    /// <summary>Goes on with the handshake; false while it waits for the server.</summary>
    /// <exception cref="OpenSslException">It failed; an alert for the server may wait to be sent.</exception>
    public bool Connect()
    {
        lock (_lock)
        {
            Begin();
            return Ended(Libssl.Connect(handle)) is not null;
        }
    }

    /// <summary>Decrypts into the buffer: how many bytes, 0 after the server's close_notify, null while it waits for the server.</summary>
    /// <exception cref="OpenSslException">The server sent an alert, or what is no TLS.</exception>
    public int? Read(Span<byte> buffer)
    {
        lock (_lock)
        {
            Begin();
            fixed (byte* data = buffer)
                return Ended(Libssl.Read(handle, data, buffer.Length));
        }
    }

    /// <summary>Encrypts all of it; false when the server must be heard first, for it shakes hands anew.</summary>
    /// <exception cref="OpenSslException">The connection was ended.</exception>
    public bool Write(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Begin();
            fixed (byte* data = bytes)
                return Ended(Libssl.Write(handle, data, bytes.Length)) is not null;
        }
    }

    /// <summary>Takes bytes that are to be sent to the server; 0 when there are none.</summary>
    public int Take(Span<byte> buffer)
    {
        lock (_lock)
        {
            Begin();
            fixed (byte* data = buffer)
                return Math.Max(0, Libssl.ReadBuffer(_outgoing, data, buffer.Length));
        }
    }

    /// <summary>Gives bytes that came from the server.</summary>
    public void Give(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            Begin();
            fixed (byte* data = bytes)
            {
                if (Libssl.WriteBuffer(_incoming, data, bytes.Length) != bytes.Length)
                    throw new InsufficientMemoryException("OpenSSL has no memory for what came in.");
            }
        }
    }

    /// <summary>The certificates that the server sent, in DER and in its order, the leaf first; also of a handshake that failed later.</summary>
    public IReadOnlyList<byte[]> PeerCertificates() => Locked(static ssl =>
    {
        var chain = Libssl.PeerChain(ssl.handle);
        var count = chain == 0 ? 0 : Math.Clamp(Libssl.Count(chain), 0, MostCertificates);
        var certificates = new List<byte[]>(count);
        for (var i = 0; i < count; i++)
        {
            if (Encode(Libssl.At(chain, i)) is { } der)
                certificates.Add(der);
        }

        return certificates;
    });

    protected override void Dispose(bool disposing)
    {
        lock (_lock) // not while another thread is within
            base.Dispose(disposing);
    }

    protected override bool ReleaseHandle()
    {
        Libssl.Free(handle); // and the two buffers with it
        return true;
    }

    private static byte[]? Encode(nint certificate)
    {
        var length = Libssl.EncodeCertificate(certificate, null);
        if (length is <= 0 or > LargestCertificate)
            return null;
        var der = new byte[length];
        fixed (byte* start = der)
        {
            var output = start;
            _ = Libssl.EncodeCertificate(certificate, &output);
        }

        return der;
    }

    private T Locked<T>(Func<SslHandle, T> ask)
    {
        lock (_lock)
        {
            Begin();
            return ask(this);
        }
    }

    private void Begin()
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        Libssl.ClearErrors(); // SSL_get_error(3): the queue of this thread must be empty before the call
    }

    private int? Ended(int result)
    {
        if (result > 0)
            return result;
        return Libssl.GetError(handle, result) switch
        {
            Libssl.ErrorWantRead => null,
            Libssl.ErrorZeroReturn => 0,
            _ => throw new OpenSslException(Libssl.NextError()),
        };
    }
}
