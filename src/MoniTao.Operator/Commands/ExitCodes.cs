using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Commands;

/// <summary>What the process returns: a script learns the failing layer without reading a word. The list is part of the interface.</summary>
public static class ExitCodes
{
    /// <summary>Reachable, or done.</summary>
    public const int Up = 0;

    /// <summary>Something went wrong that is not the user's doing; of <c>demo --once</c>: a verdict is not the expected one.</summary>
    public const int Failure = 1;

    /// <summary>The command line or the manifests can't be used.</summary>
    public const int Usage = 2;

    /// <summary>The name does not resolve.</summary>
    public const int Dns = 10;

    /// <summary>TCP, ICMP or the network below.</summary>
    public const int Network = 20;

    /// <summary>The TLS handshake or the certificate.</summary>
    public const int Tls = 30;

    /// <summary>The HTTP answer.</summary>
    public const int Http = 40;

    /// <summary>The prober itself: nothing is known of the target.</summary>
    public const int Prober = 50;

    /// <summary>Stopped by Ctrl+C before there was a result (the shell's 128 + SIGINT).</summary>
    public const int Interrupted = 130;

    /// <summary>The code of a cause; null is success.</summary>
    public static int Of(Reason? reason) => reason switch
    {
        null => Up,
        { Fault: FaultDomain.Prober } => Prober,
        { Layer: Layer.Dns } => Dns,
        { Layer: Layer.Tcp or Layer.Icmp } => Network,
        { Layer: Layer.Tls } => Tls,
        { Layer: Layer.Http } => Http,
        _ => Prober,
    };
}
