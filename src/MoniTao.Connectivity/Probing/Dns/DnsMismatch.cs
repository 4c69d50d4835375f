using System.Net;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>An answer that was not believed.</summary>
/// <param name="Kind">What was wrong with it.</param>
/// <param name="From">Who sent it, as far as a datagram tells.</param>
public sealed record DnsMismatch(DnsMismatchKind Kind, IPEndPoint From)
{
    /// <summary>As part of a sentence about the server that was asked.</summary>
    public override string ToString() => Kind switch
    {
        DnsMismatchKind.Source => $"answered by {From}",
        DnsMismatchKind.Id => "answered with another id",
        _ => "answered to another question",
    };
}
