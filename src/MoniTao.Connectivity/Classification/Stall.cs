using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Classification;

/// <summary>
/// What the kernel knows of a connection that stalls tells who is to blame for the silence: the application behind it, the
/// path, or this process itself.
/// </summary>
internal static class Stall
{
    /// <summary>True when nothing at all was sent on it: this process never came to it.</summary>
    public static bool IsOurs(TcpInformation? kernel) => kernel is { BytesSent: 0, BytesAcked: 0 or 1 };

    /// <summary>One phrase for the message; empty when the kernel does not tell.</summary>
    public static string Explain(TcpInformation? kernel) => kernel switch
    {
        null => "",
        { OutOfOrderReceived: > 0 } => $"; later packets came and earlier ones did not, suspect the path MTU of {kernel.PathMtu}",
        { Unacked: > 0, TotalRetransmits: > 0 } => "; what was sent is not acknowledged, packets are dropped after the connection",
        { Unacked: 0 } => "; all that was sent is acknowledged, so the host is there and its application hangs",
        _ => "",
    };
}
