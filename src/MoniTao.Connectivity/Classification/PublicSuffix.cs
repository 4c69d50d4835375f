using System.Collections.Frozen;

namespace MoniTao.Connectivity.Classification;

/// <summary>
/// Tells whether a zone is one in which the public registers names. When such a zone itself says that a name below it does
/// not exist, the domain is not registered or has expired; any other zone merely lacks a record.
/// </summary>
/// <remarks>
/// Top-level domains are told by their single label, less the names that are never delegated on the Internet (RFC 6761,
/// RFC 8375 and usual private ones). Of registries at the second level only the large ones are listed: one that is missing
/// makes the answer coarser (DnsNameNotFound), not wrong.
/// </remarks>
internal static class PublicSuffix
{
    private static readonly FrozenSet<string> NeverDelegated = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "local", "localhost", "internal", "intranet", "private", "corp", "home", "lan", "test", "invalid", "example", "onion", "consul", "cluster", "svc", ".", "arpa");

    private static readonly FrozenSet<string> SecondLevel = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "co.uk", "org.uk", "me.uk", "ac.uk", "gov.uk", "com.au", "net.au", "org.au", "co.nz", "org.nz", "co.jp", "or.jp", "ne.jp", "ac.jp",
        "com.br", "net.br", "org.br", "com.cn", "net.cn", "org.cn", "com.tw", "co.kr", "or.kr", "co.in", "net.in", "org.in", "co.za", "org.za",
        "com.mx", "com.ar", "com.tr", "com.sg", "com.hk", "com.my", "co.id", "co.il", "co.th", "com.ua", "com.pl", "com.vn", "com.ph", "com.co");

    public static bool IsRegistry(string? zone, string name)
    {
        if (string.IsNullOrEmpty(zone) || NeverDelegated.Contains(zone))
            return false;
        var below = name.TrimEnd('.').EndsWith("." + zone, StringComparison.OrdinalIgnoreCase);
        return below && (!zone.Contains('.', StringComparison.Ordinal) || SecondLevel.Contains(zone));
    }
}
