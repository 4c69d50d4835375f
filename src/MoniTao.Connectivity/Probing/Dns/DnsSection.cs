namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>Where a record stands in a message (RFC 1035, 4.1).</summary>
internal enum DnsSection
{
    Answer,
    Authority,
    Additional,
}
