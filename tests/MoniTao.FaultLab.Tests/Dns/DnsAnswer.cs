using System.Buffers.Binary;
using System.Net;
using System.Text;
using MoniTao.FaultLab.Dns;

namespace MoniTao.FaultLab.Tests.Dns;

/// <summary>A well-formed reply, read by RFC 1035 without compression, which the lab does not use.</summary>
internal sealed record DnsAnswer(
    ushort Id,
    bool IsTruncated,
    int Code,
    string Question,
    IReadOnlyList<DnsRecord> Answers,
    IReadOnlyList<DnsRecord> Authorities,
    IReadOnlyList<DnsRecord> Additional)
{
    private const DnsRecordType Opt = (DnsRecordType)41;

    public IEnumerable<IPAddress> Addresses =>
        Answers.Where(record => record.Type is DnsRecordType.A or DnsRecordType.Aaaa).Select(record => new IPAddress(record.Data));

    /// <summary>The info-code of option 15 (RFC 8914), or null.</summary>
    public int? ExtendedError =>
        Additional.Where(record => record.Type == Opt && Short(record.Data, 0) == 15)
            .Select(record => (int?)Short(record.Data, 4))
            .SingleOrDefault();

    public static DnsAnswer Parse(byte[] message)
    {
        var at = 12;
        var question = Name(message, ref at);
        at += 4;
        var answers = Records(message, ref at, Short(message, 6));
        var authorities = Records(message, ref at, Short(message, 8));
        var additional = Records(message, ref at, Short(message, 10));
        Assert.Equal(message.Length, at);
        Assert.NotEqual(0, message[2] & 0x80);
        return new DnsAnswer((ushort)Short(message, 0), (message[2] & 2) != 0, message[3] & 15, question, answers, authorities, additional);
    }

    private static List<DnsRecord> Records(byte[] message, ref int at, int count)
    {
        var records = new List<DnsRecord>();
        for (var record = 0; record < count; record++)
        {
            var owner = Name(message, ref at);
            var length = Short(message, at + 8);
            records.Add(new DnsRecord(owner, (DnsRecordType)Short(message, at), message[(at + 10)..(at + 10 + length)]));
            at += 10 + length;
        }

        return records;
    }

    private static string Name(byte[] message, ref int at)
    {
        var labels = new List<string>();
        while (message[at] != 0)
        {
            Assert.True(message[at] < 64, "A label is too long, or compressed.");
            labels.Add(Encoding.ASCII.GetString(message, at + 1, message[at]));
            at += 1 + message[at];
        }

        at++;
        return string.Join('.', labels);
    }

    private static int Short(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
}
