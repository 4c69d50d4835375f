using System.Buffers.Binary;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>What a response says but for the chain of its names, read in one go.</summary>
internal struct DnsSurvey
{
    private const int SerialFromEnd = 20; // RFC 1035, 3.3.13

    /// <summary>True when not all records that are announced can be read.</summary>
    public bool IsBroken { get; private set; }

    public bool HasAliases { get; private set; }

    public readonly bool HasAnswers => TimeToLive is not null;

    /// <summary>NS in the authority section.</summary>
    public bool HasNameServers { get; private set; }

    /// <summary>The shortest among the answers.</summary>
    public TimeSpan? TimeToLive { get; private set; }

    /// <summary>Of the first SOA in the authority section.</summary>
    public string? SoaOwner { get; private set; }

    public uint? SoaSerial { get; private set; }

    public ExtendedDnsError? Extended { get; private set; }

    public static DnsSurvey Of(ReadOnlySpan<byte> response)
    {
        var survey = new DnsSurvey();
        var records = new DnsRecordReader(response);
        while (records.MoveNext())
            survey.Add(in records);
        survey.IsBroken = records.IsBroken;
        return survey;
    }

    private void Add(in DnsRecordReader record)
    {
        switch (record.Section, record.Type)
        {
            case (DnsSection.Answer, var type):
                HasAliases |= type == DnsType.Cname;
                TimeToLive = record.TimeToLive < TimeToLive ? record.TimeToLive : TimeToLive ?? record.TimeToLive;
                break;
            case (DnsSection.Authority, DnsType.Ns):
                HasNameServers = true;
                break;
            case (DnsSection.Authority, DnsType.Soa) when SoaOwner is null:
                SoaOwner = DnsName.ToText(record.Owner);
                SoaSerial = BinaryPrimitives.ReadUInt32BigEndian(record.Data[^SerialFromEnd..]);
                break;
            case (DnsSection.Additional, DnsType.Opt):
                Extended ??= ExtendedDnsError.Parse(record.Data);
                break;
        }
    }
}
