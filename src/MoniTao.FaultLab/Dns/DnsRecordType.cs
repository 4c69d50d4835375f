namespace MoniTao.FaultLab.Dns;

/// <summary>Record types the lab writes (IANA, DNS parameters).</summary>
public enum DnsRecordType
{
    /// <summary>No record.</summary>
    None = 0,

    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>A name server of a zone.</summary>
    Ns = 2,

    /// <summary>An alias.</summary>
    Cname = 5,

    /// <summary>The start of a zone.</summary>
    Soa = 6,

    /// <summary>An IPv6 address.</summary>
    Aaaa = 28,
}
