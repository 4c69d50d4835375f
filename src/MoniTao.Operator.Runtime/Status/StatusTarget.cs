using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Status;

/// <summary>The object whose status is written.</summary>
/// <param name="Resource">Its kind.</param>
/// <param name="Namespace">Empty for a cluster-scoped object.</param>
/// <param name="Name">Its name.</param>
public sealed record StatusTarget(ApiResource Resource, string Namespace, string Name);
