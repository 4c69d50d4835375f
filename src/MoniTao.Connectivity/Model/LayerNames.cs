namespace MoniTao.Connectivity.Model;

/// <summary>How layers are written where people read them.</summary>
public static class LayerNames
{
    private static readonly Layer[] OfDns = [Layer.Dns];
    private static readonly Layer[] OfIcmp = [Layer.Dns, Layer.Icmp];
    private static readonly Layer[] OfTcp = [Layer.Dns, Layer.Tcp];
    private static readonly Layer[] OfTls = [Layer.Dns, Layer.Tcp, Layer.Tls];
    private static readonly Layer[] OfHttp = [Layer.Dns, Layer.Tcp, Layer.Http];
    private static readonly Layer[] OfHttps = [Layer.Dns, Layer.Tcp, Layer.Tls, Layer.Http];

    /// <summary>DNS, ICMP, TCP, TLS, HTTP or Prober.</summary>
    public static string Name(this Layer layer) => layer switch
    {
        Layer.Prober => "Prober",
        _ => layer.ToString().ToUpperInvariant(),
    };

    /// <summary>The layers that a probe of this target passes, in order.</summary>
    public static IReadOnlyList<Layer> LayersOf(Target target) => target.Scheme switch
    {
        TargetScheme.Dns => OfDns,
        TargetScheme.Icmp => OfIcmp,
        TargetScheme.Tcp => OfTcp,
        TargetScheme.Tls => OfTls,
        TargetScheme.Http => OfHttp,
        _ => OfHttps,
    };
}
