using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Exporter;

/// <summary>A way to probe, by the name that blackbox_exporter's users know.</summary>
/// <param name="Name">The value of <c>module</c>.</param>
/// <param name="Schemes">What the target may say; the first one stands for a target that says nothing.</param>
/// <param name="Method">The method of an HTTP request.</param>
internal sealed record ProbeModule(string Name, TargetScheme[] Schemes, string Method = "GET")
{
    /// <summary>What is taken when no module is named.</summary>
    public const string Default = "http_2xx";

    public static readonly ProbeModule[] All =
    [
        new(Default, [TargetScheme.Http, TargetScheme.Https]),
        new("http_post_2xx", [TargetScheme.Http, TargetScheme.Https], "POST"),
        new("tcp_connect", [TargetScheme.Tcp]),
        new("tcp_connect_tls", [TargetScheme.Tls]),
        new("tls_connect", [TargetScheme.Tls]),
        new("icmp", [TargetScheme.Icmp]),
        new("dns", [TargetScheme.Dns]),
    ];

    public static ProbeModule? Find(string name) => All.FirstOrDefault(module => module.Name == name);
}
