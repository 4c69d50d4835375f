namespace MoniTao.Connectivity.Model;

/// <summary>Which address records a probe asks for.</summary>
public enum AddressRecordType
{
    /// <summary>A and AAAA, in parallel.</summary>
    Any,

    /// <summary>IPv4 only.</summary>
    A,

    /// <summary>IPv6 only.</summary>
    AAAA,
}
