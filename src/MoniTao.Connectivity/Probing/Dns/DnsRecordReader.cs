using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// Goes through the records of a response (RFC 1035, 4.1.3), one after the other, and ends where one can't be read. Takes
/// nothing from the heap and never throws, whatever the octets are.
/// </summary>
internal ref struct DnsRecordReader
{
    private const ushort Internet = 1;
    private const int FixedLength = 10; // type, class, time to live, length of the data
    private const int SoaNumbers = 20;

    private readonly ReadOnlySpan<byte> _message;
    private readonly int _answers;
    private readonly int _authorities;
    private readonly int _records;
    private int _at;
    private int _next;
    private NameBuffer _owner;
    private NameBuffer _target;
    private int _ownerLength;
    private int _targetLength;

    /// <summary>Passes over the question.</summary>
    /// <param name="response">What <see cref="DnsMessage.IsResponse"/> is true for.</param>
    public DnsRecordReader(ReadOnlySpan<byte> response)
    {
        _message = response;
        _at = DnsMessage.HeaderLength;
        _answers = BinaryPrimitives.ReadUInt16BigEndian(response[6..]);
        _authorities = BinaryPrimitives.ReadUInt16BigEndian(response[8..]);
        _records = _answers + _authorities + BinaryPrimitives.ReadUInt16BigEndian(response[10..]);
        if (response[5] == 0)
            return;
        IsBroken = DnsName.Read(response, ref _at, _owner) == 0 || response.Length - _at < 4;
        _at += 4;
    }

    /// <summary>True when the next record can't be read: there is no sense in those before it either.</summary>
    public bool IsBroken { get; private set; }

    public DnsSection Section { get; private set; }

    /// <summary>None for a record of another class than Internet.</summary>
    public DnsType Type { get; private set; }

    /// <summary>Zero when the highest bit is set (RFC 2181, 8).</summary>
    public TimeSpan TimeToLive { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    /// <summary>Whose record it is.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Owner => ((ReadOnlySpan<byte>)_owner)[.._ownerLength];

    /// <summary>The name in the data of CNAME and NS.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<byte> Target => ((ReadOnlySpan<byte>)_target)[.._targetLength];

    public bool MoveNext()
    {
        if (IsBroken || _next == _records)
            return false;
        IsBroken = !TryRead();
        Section = _next < _answers ? DnsSection.Answer : _next < _answers + _authorities ? DnsSection.Authority : DnsSection.Additional;
        _next++;
        return !IsBroken;
    }

    private bool TryRead()
    {
        _ownerLength = DnsName.Read(_message, ref _at, _owner);
        if (_ownerLength == 0 || _message.Length - _at < FixedLength)
            return false;
        var head = _message.Slice(_at, FixedLength);
        var type = (DnsType)BinaryPrimitives.ReadUInt16BigEndian(head);
        Type = type == DnsType.Opt || BinaryPrimitives.ReadUInt16BigEndian(head[2..]) == Internet ? type : DnsType.None;
        TimeToLive = TimeSpan.FromSeconds(Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(head[4..])));
        var length = BinaryPrimitives.ReadUInt16BigEndian(head[8..]);
        _at += FixedLength;
        if (_message.Length - _at < length)
            return false;
        Data = _message.Slice(_at, length);
        var start = _at;
        _at += length;
        return Type switch
        {
            DnsType.A => length == 4,
            DnsType.Aaaa => length == 16,
            DnsType.Cname or DnsType.Ns => TryReadTarget(ref start) && start == _at,
            DnsType.Soa => TryReadTarget(ref start) && TryReadTarget(ref start) && start + SoaNumbers == _at,
            _ => true,
        };
    }

    private bool TryReadTarget(ref int at) => (_targetLength = DnsName.Read(_message, ref at, _target)) > 0;

    [InlineArray(DnsName.MaximumLength)]
    private struct NameBuffer
    {
        private byte _octet;
    }
}
