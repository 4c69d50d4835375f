using MoniTao.Operator.Api.Status;

namespace MoniTao.Operator.Sources;

/// <summary>The status of one monitor as it is kept beside its manifest, with what a cluster would keep in its metadata.</summary>
/// <param name="Id"><c>namespace/name</c>.</param>
/// <param name="SpecDigest">Of the spec that the status is about.</param>
/// <param name="Generation">Counts the changes of the spec.</param>
/// <param name="Created">When the monitor was first seen.</param>
/// <param name="Status">What was found.</param>
internal sealed record FolderStatus(string Id, string SpecDigest, long Generation, DateTimeOffset Created, ConnectivityMonitorStatus Status);
