using System.Net;

namespace MoniTao.Connectivity.Model;

/// <summary>How a name is resolved.</summary>
public sealed record DnsOptions
{
    /// <summary>The resolvers to ask. The first decides; the others are compared with it. At most 8.</summary>
    public IReadOnlyList<ResolverAddress> Resolvers { get; init; } = [ResolverAddress.System];

    /// <summary>Which address records to ask for.</summary>
    public AddressRecordType RecordType { get; init; } = AddressRecordType.Any;

    /// <summary>When not empty: every address in the answer must be one of these.</summary>
    public IReadOnlyList<IPAddress> ExpectedAddresses { get; init; } = [];
}
