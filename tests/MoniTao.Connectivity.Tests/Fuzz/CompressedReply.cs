using MoniTao.Connectivity.Probing.Dns;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Writes a reply as real servers do: a name, or the end of one, that was there before is a pointer to it (RFC 1035, 4.1.4).</summary>
internal sealed class CompressedReply
{
    private readonly List<byte> _message = [];
    private readonly Dictionary<string, int> _suffixes = new(StringComparer.Ordinal);

    public static byte[] ToBytes(DnsReply reply, DnsQuery query)
    {
        var plain = reply.ToBytes(query);
        var compressed = new CompressedReply();
        compressed._message.AddRange(plain[..DnsMessage.HeaderLength]);
        compressed.AddName(query.Question.Span[..^4]);
        compressed._message.AddRange(query.Question.Span[^4..]);
        foreach (var record in reply.Answers.Concat(reply.Authorities))
            compressed.Add(record);
        var rest = new DnsReply { ExtendedError = reply.ExtendedError, ExtendedErrorText = reply.ExtendedErrorText }.ToBytes(query);
        compressed._message.AddRange(rest[(DnsMessage.HeaderLength + query.Question.Length)..]);
        return [.. compressed._message];
    }

    private void Add(DnsRecord record)
    {
        var owner = new DnsReply { Answers = [record with { Data = [] }] }.ToBytes(new DnsQuery(0, "", record.Type, default, OverTcp: false))[DnsMessage.HeaderLength..];
        AddName(owner.AsSpan(0, owner.Length - 10));
        _message.AddRange(owner[^10..]);
        var start = _message.Count;
        if (record.Type is DnsRecordType.Cname or DnsRecordType.Ns)
            AddName(record.Data);
        else
            _message.AddRange(record.Data);
        (_message[start - 2], _message[start - 1]) = ((byte)((_message.Count - start) >> 8), (byte)(_message.Count - start));
    }

    private void AddName(ReadOnlySpan<byte> name)
    {
        while (name[0] != 0)
        {
            var suffix = Convert.ToHexString(name); // in the case it has: what is repeated is the very same name
            if (_suffixes.TryGetValue(suffix, out var at))
            {
                _message.AddRange((byte)(0xC0 | (at >> 8)), (byte)at);
                return;
            }

            if (_message.Count < 0x4000)
                _suffixes[suffix] = _message.Count;
            _message.AddRange(name[..(name[0] + 1)]);
            name = name[(name[0] + 1)..];
        }

        _message.Add(0);
    }
}
