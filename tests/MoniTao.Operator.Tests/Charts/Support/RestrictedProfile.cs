using System.Text.Json.Nodes;

namespace MoniTao.Operator.Tests.Charts.Support;

/// <summary>
/// The Pod Security Standard <c>restricted</c>, v1.34, with what it takes over from <c>baseline</c>: a pod that breaks none of these is
/// admitted by a namespace that enforces it. https://kubernetes.io/docs/concepts/security/pod-security-standards/
/// </summary>
internal static class RestrictedProfile
{
    private static readonly string[] Volumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"];

    private static readonly string[] Sysctls =
    [
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies",
        "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports", "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout",
        "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes",
    ];

    /// <summary>What in the spec of a pod the profile forbids; nothing when it is admitted.</summary>
    public static IEnumerable<string> Violations(JsonNode pod)
    {
        var security = pod["securityContext"];
        foreach (var field in new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(field => Is(pod[field], true)))
            yield return field;
        foreach (var sysctl in Items(security?["sysctls"]).Where(sysctl => !Sysctls.Contains((string?)sysctl["name"])))
            yield return $"sysctl {sysctl["name"]}";
        foreach (var volume in Items(pod["volumes"]).SelectMany(volume => volume.AsObject().Select(part => part.Key)).Where(key => key != "name" && !Volumes.Contains(key)))
            yield return $"volume {volume}";
        foreach (var container in Items(pod["containers"]).Concat(Items(pod["initContainers"])))
        {
            foreach (var violation in OfContainer(container["securityContext"], security))
                yield return $"{container["name"]}: {violation}";
            foreach (var port in Items(container["ports"]).Where(port => port["hostPort"] is not null))
                yield return $"{container["name"]}: hostPort {port["hostPort"]}";
        }
    }

    private static IEnumerable<string> OfContainer(JsonNode? container, JsonNode? pod)
    {
        if (!Is(container?["allowPrivilegeEscalation"], false))
            yield return "allowPrivilegeEscalation is not false";
        if (Is(container?["privileged"], true))
            yield return "privileged";
        if (!Items(container?["capabilities"]?["drop"]).Any(drop => (string?)drop == "ALL"))
            yield return "does not drop ALL";
        if (Items(container?["capabilities"]?["add"]).Any(add => (string?)add != "NET_BIND_SERVICE"))
            yield return "adds capabilities";
        if (!Is(container?["runAsNonRoot"] ?? pod?["runAsNonRoot"], true))
            yield return "runAsNonRoot is not true";
        if ((container?["runAsUser"] ?? pod?["runAsUser"])?.GetValue<double>() == 0)
            yield return "runAsUser is 0";
        if ((string?)(container?["seccompProfile"] ?? pod?["seccompProfile"])?["type"] is not ("RuntimeDefault" or "Localhost"))
            yield return "seccompProfile is not RuntimeDefault or Localhost";
        if (container?["procMount"] is not null)
            yield return "procMount";
    }

    private static bool Is(JsonNode? node, bool value) => node is JsonValue flag && flag.TryGetValue<bool>(out var found) && found == value;

    private static IEnumerable<JsonNode> Items(JsonNode? node) => (node as JsonArray ?? []).OfType<JsonNode>();
}
