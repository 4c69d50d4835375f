namespace MoniTao.Connectivity.Probing.Tls;

/// <summary>
/// Follows the record framing of one direction (RFC 8446, 5.1) as bytes go by, and remembers the first bytes and the last
/// readable alert. Constant memory, whatever the peer sends.
/// </summary>
internal sealed class TlsRecordWatch
{
    private const int HeaderLength = 5;
    private const byte AlertRecord = 21;
    private const int KeepFirst = 64;

    private readonly byte[] _first = new byte[KeepFirst];
    private readonly byte[] _header = new byte[HeaderLength];
    private readonly byte[] _alert = new byte[2];
    private int _headerFilled;
    private int _bodyLeft;
    private int _alertFilled;
    private bool _inAlert;

    /// <summary>Bytes seen.</summary>
    public long Total { get; private set; }

    /// <summary>The description of the last alert that was sent in the clear (RFC 8446, 6).</summary>
    public byte? Alert { get; private set; }

    /// <summary>The first bytes, at most 64.</summary>
    public ReadOnlySpan<byte> First => _first.AsSpan(0, (int)Math.Min(Total, KeepFirst));

    /// <summary>True when what was seen can be the start of TLS: a known record type and major version 3.</summary>
    public bool LooksLikeTls => Total > 0 && _first[0] is >= 20 and <= 24 && (Total == 1 || _first[1] == 3);

    public void See(ReadOnlySpan<byte> bytes)
    {
        if (Total < KeepFirst)
            bytes[..(int)Math.Min(bytes.Length, KeepFirst - Total)].CopyTo(_first.AsSpan((int)Total));
        Total += bytes.Length;
        while (bytes.Length > 0)
            bytes = bytes[(_bodyLeft == 0 ? Header(bytes) : Body(bytes))..];
    }

    private int Header(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(HeaderLength - _headerFilled, bytes.Length);
        bytes[..taken].CopyTo(_header.AsSpan(_headerFilled));
        _headerFilled += taken;
        if (_headerFilled == HeaderLength)
        {
            _headerFilled = 0;
            _bodyLeft = (_header[3] << 8) | _header[4];
            _inAlert = _header[0] == AlertRecord && _bodyLeft == 2; // a longer one is encrypted
            _alertFilled = 0;
        }

        return taken;
    }

    private int Body(ReadOnlySpan<byte> bytes)
    {
        var taken = Math.Min(_bodyLeft, bytes.Length);
        if (_inAlert)
        {
            bytes[..taken].CopyTo(_alert.AsSpan(_alertFilled));
            _alertFilled += taken;
            if (_alertFilled == 2)
                Alert = _alert[1];
        }

        _bodyLeft -= taken;
        return taken;
    }
}
