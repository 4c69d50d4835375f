using System.Security.Cryptography;
using System.Text.Json;
using MoniTao.Operator.Api;

namespace MoniTao.Operator.Sources;

/// <summary>
/// Does for manifests what an API server does for objects: counts the generations of a spec and remembers when it was first seen.
/// So the status of a file means the same as one of a cluster.
/// </summary>
/// <param name="Digest">Of the spec.</param>
/// <param name="Generation">From 1.</param>
/// <param name="Created">When it was first seen.</param>
internal sealed record FolderIdentity(string Digest, long Generation, DateTimeOffset Created)
{
    /// <summary>The identity of a monitor, given the one it had before, here or in an earlier process.</summary>
    public static FolderIdentity Of(ConnectivityMonitor monitor, FolderIdentity? before, DateTimeOffset now)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(monitor.Spec, ApiJson.Options)))[..16];
        if (before is null)
            return new FolderIdentity(digest, 1, now);
        return before.Digest == digest ? before : before with { Digest = digest, Generation = before.Generation + 1 };
    }

    /// <summary>Writes it where the rest of the product looks for it.</summary>
    public void StampOn(ConnectivityMonitor monitor)
    {
        monitor.Metadata.Generation = Generation;
        monitor.Metadata.CreationTimestamp = Created.UtcDateTime;
    }
}
