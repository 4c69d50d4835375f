using System.Text.Json.Nodes;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Leases;

/// <summary>
/// A Lease as the server has it. It stays JSON, so that what we write back keeps every field we do not know.
/// </summary>
internal sealed class LeaseRecord(JsonObject json)
{
    public string Holder => Text(Spec, "holderIdentity") ?? "";

    public string ResourceVersion => Text(json["metadata"] as JsonObject, "resourceVersion") ?? "";

    public TimeSpan? Duration => Number("leaseDurationSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public int Transitions => Number("leaseTransitions") ?? 0;

    private JsonObject? Spec => json["spec"] as JsonObject;

    public static LeaseRecord New(LeaseOptions options, DateTimeOffset now) => new(new JsonObject
    {
        ["apiVersion"] = "coordination.k8s.io/v1",
        ["kind"] = "Lease",
        ["metadata"] = new JsonObject { ["name"] = options.Name, ["namespace"] = options.Namespace },
        ["spec"] = new JsonObject
        {
            ["holderIdentity"] = options.Identity,
            ["leaseDurationSeconds"] = Seconds(options.Duration),
            ["acquireTime"] = MicroTime.Format(now),
            ["renewTime"] = MicroTime.Format(now),
            ["leaseTransitions"] = 0,
        },
    });

    public LeaseRecord HeldBy(LeaseOptions options, DateTimeOffset now)
    {
        var next = Copy();
        if (Holder != options.Identity)
        {
            next.Spec!["acquireTime"] = MicroTime.Format(now);
            next.Spec!["leaseTransitions"] = Transitions + 1;
        }
        next.Spec!["holderIdentity"] = options.Identity;
        next.Spec!["leaseDurationSeconds"] = Seconds(options.Duration);
        next.Spec!["renewTime"] = MicroTime.Format(now);
        return next;
    }

    public LeaseRecord Released(DateTimeOffset now)
    {
        var next = Copy();
        next.Spec!["holderIdentity"] = "";
        next.Spec!["leaseDurationSeconds"] = 1;
        next.Spec!["renewTime"] = MicroTime.Format(now);
        return next;
    }

    public JsonObject ToJson() => json;

    private LeaseRecord Copy()
    {
        var copy = (JsonObject)json.DeepClone();
        if (copy["spec"] is not JsonObject)
            copy["spec"] = new JsonObject();
        return new LeaseRecord(copy);
    }

    private int? Number(string name) => Spec?[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static string? Text(JsonObject? parent, string name) =>
        parent?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int Seconds(TimeSpan span) => Math.Max(1, (int)Math.Ceiling(span.TotalSeconds));
}
