using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>One HTTP exchange as the probe saw it. Nothing of what the server wrote is kept but its status and sizes.</summary>
public sealed record HttpFacts
{
    /// <summary>How far it came.</summary>
    public required HttpPhase Phase { get; init; }

    /// <summary>From the first byte of the request to the end.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>From the first byte of the request to the headers.</summary>
    public TimeSpan? TimeToHeaders { get; init; }

    /// <summary>The status code.</summary>
    public int? Status { get; init; }

    /// <summary>The version of HTTP that the server answered with.</summary>
    public Version? Version { get; init; }

    /// <summary>The length of the body that the server announced; null when it announced none.</summary>
    public long? ContentLength { get; init; }

    /// <summary>How it failed.</summary>
    public NetworkFault? Fault { get; init; }

    /// <summary>What is wrong with the answer itself.</summary>
    public HttpProblem? Problem { get; init; }

    /// <summary>Bytes that came over the connection, headers included.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Bytes of the body that were read.</summary>
    public long BodyBytes { get; init; }

    /// <summary>The body went on beyond the limit.</summary>
    public bool BodyTooLarge { get; init; }

    /// <summary>Whether the body matched the pattern; null without a pattern or a body.</summary>
    public bool? PatternMatched { get; init; }

    /// <summary>The pattern did not come to an end in its time.</summary>
    public bool PatternTimedOut { get; init; }

    /// <summary>Where a redirect leads, when it is one that may be followed.</summary>
    public Target? RedirectsTo { get; init; }

    /// <summary>Why a redirect was not followed.</summary>
    public RedirectProblem? RedirectProblem { get; init; }
}
