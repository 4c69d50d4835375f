namespace MoniTao.FaultLab.Dns;

/// <summary>What a server says to a query: a message without the length prefix of TCP, or null for silence.</summary>
public delegate byte[]? DnsScript(DnsQuery query);
