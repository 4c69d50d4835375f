namespace MoniTao.FaultLab.Dns;

/// <summary>Response codes (RFC 1035 section 4.1.1).</summary>
public enum DnsReplyCode
{
    /// <summary>No error.</summary>
    NoError = 0,

    /// <summary>FORMERR: the server does not understand the query.</summary>
    FormatError = 1,

    /// <summary>SERVFAIL.</summary>
    ServerFailure = 2,

    /// <summary>NXDOMAIN.</summary>
    NameError = 3,

    /// <summary>NOTIMP.</summary>
    NotImplemented = 4,

    /// <summary>REFUSED.</summary>
    Refused = 5,
}
