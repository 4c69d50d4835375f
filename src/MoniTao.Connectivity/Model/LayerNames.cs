namespace MoniTao.Connectivity.Model;

/// <summary>How layers are written where people read them.</summary>
public static class LayerNames
{
    /// <summary>DNS, ICMP, TCP, TLS, HTTP or Prober.</summary>
    public static string Name(this Layer layer) => layer switch
    {
        Layer.Prober => "Prober",
        _ => layer.ToString().ToUpperInvariant(),
    };

    /// <summary>The layers that a probe of this target passes, in order.</summary>
    public static IReadOnlyList<Layer> LayersOf(Target target) => target.Scheme switch
    {
        TargetScheme.Dns => [Layer.Dns],
        TargetScheme.Icmp => [Layer.Dns, Layer.Icmp],
        TargetScheme.Tcp => [Layer.Dns, Layer.Tcp],
        TargetScheme.Tls => [Layer.Dns, Layer.Tcp, Layer.Tls],
        TargetScheme.Http => [Layer.Dns, Layer.Tcp, Layer.Http],
        _ => [Layer.Dns, Layer.Tcp, Layer.Tls, Layer.Http],
    };
}
