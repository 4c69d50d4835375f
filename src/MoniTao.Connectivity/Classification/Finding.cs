using System.Net;

namespace MoniTao.Connectivity.Classification;

/// <summary>A reason and the particulars that belong into its message.</summary>
/// <param name="Reason">The cause.</param>
/// <param name="Detail">Names, addresses and codes; never text that a server wrote freely.</param>
internal sealed record Finding(Reason Reason, string Detail)
{
    /// <summary>The address concerned, for the hint.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The DNS server concerned, for the hint.</summary>
    public IPEndPoint? Resolver { get; init; }
}
