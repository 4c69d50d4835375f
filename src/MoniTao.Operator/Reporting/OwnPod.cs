using MoniTao.Operator.Runtime.Events;

namespace MoniTao.Operator.Reporting;

/// <summary>The pod that this process runs in, as its manifest tells by the downward API.</summary>
/// <param name="Reference">What Events about the prober are about.</param>
public sealed record OwnPod(ObjectReference Reference)
{
    /// <summary>Reads <c>POD_NAME</c>, <c>POD_NAMESPACE</c> and <c>POD_UID</c>; null where the first two are not set: outside of a pod.</summary>
    public static OwnPod? FromEnvironment(Func<string, string?> variable) =>
        variable("POD_NAME") is { Length: > 0 } name && variable("POD_NAMESPACE") is { Length: > 0 } space
            ? new OwnPod(new ObjectReference("v1", "Pod", space, name, variable("POD_UID") ?? ""))
            : null;
}
