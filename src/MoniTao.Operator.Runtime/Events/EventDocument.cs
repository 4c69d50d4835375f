using System.Globalization;
using System.Text.Json.Nodes;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Events;

/// <summary>The JSON of an event.</summary>
internal static class EventDocument
{
    private const int MaximumObjectName = 253;

    public static ApiResource Resource { get; } = new("events.k8s.io", "v1", "Event", "events");

    /// <summary>Events are namespaced; those about cluster-scoped objects live in <c>default</c>.</summary>
    public static string NamespaceOf(EventSeries series) =>
        series.Identity.Regarding.Namespace is { Length: > 0 } own ? own : "default";

    public static string NewName(EventSeries series)
    {
        var suffix = "." + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..16];
        var name = series.Identity.Regarding.Name;
        return name[..Math.Min(name.Length, MaximumObjectName - suffix.Length)].TrimEnd('.', '-') + suffix;
    }

    public static JsonObject New(EventSeries series, (int Count, DateTimeOffset LastAt) now)
    {
        var identity = series.Identity;
        var document = new JsonObject
        {
            ["apiVersion"] = Resource.ApiVersion,
            ["kind"] = Resource.Kind,
            ["metadata"] = new JsonObject { ["name"] = series.PlannedName, ["namespace"] = NamespaceOf(series) },
            ["eventTime"] = MicroTime.Format(series.FirstAt),
            ["reportingController"] = identity.ReportingController,
            ["reportingInstance"] = identity.ReportingInstance,
            ["action"] = identity.Action,
            ["reason"] = identity.Reason,
            ["type"] = identity.Type.ToString(),
            ["note"] = series.Note,
            ["regarding"] = Reference(identity.Regarding),
        };
        if (now.Count > 1)
            document["series"] = Series(now);
        return document;
    }

    public static JsonObject SeriesPatch((int Count, DateTimeOffset LastAt) now) => new() { ["series"] = Series(now) };

    private static JsonObject Series((int Count, DateTimeOffset LastAt) now) => new()
    {
        ["count"] = now.Count,
        ["lastObservedTime"] = MicroTime.Format(now.LastAt),
    };

    private static JsonObject Reference(ObjectReference regarding)
    {
        var reference = new JsonObject { ["apiVersion"] = regarding.ApiVersion, ["kind"] = regarding.Kind, ["name"] = regarding.Name };
        if (regarding.Namespace.Length > 0)
            reference["namespace"] = regarding.Namespace;
        if (regarding.Uid.Length > 0)
            reference["uid"] = regarding.Uid;
        return reference;
    }
}
