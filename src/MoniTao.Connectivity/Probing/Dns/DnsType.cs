namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Types of records that mean something here (IANA, DNS parameters).</summary>
internal enum DnsType : ushort
{
    None = 0,
    A = 1,
    Ns = 2,
    Cname = 5,
    Soa = 6,
    Aaaa = 28,
    Opt = 41,
}
