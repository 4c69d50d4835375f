namespace MoniTao.Connectivity.Classification;

/// <summary>What a single probe proves.</summary>
public enum ProbeResult
{
    /// <summary>Every layer passed.</summary>
    Success,

    /// <summary>A layer failed, and it is the target's, the path's or the resolver's fault.</summary>
    Failure,

    /// <summary>The prober's own trouble: nothing is known of the target.</summary>
    Inconclusive,
}
