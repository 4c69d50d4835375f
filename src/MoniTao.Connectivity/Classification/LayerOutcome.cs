namespace MoniTao.Connectivity.Classification;

/// <summary>What became of a layer.</summary>
public enum LayerOutcome
{
    /// <summary>It worked.</summary>
    Passed,

    /// <summary>It is the one that failed.</summary>
    Failed,

    /// <summary>An earlier layer failed.</summary>
    NotReached,
}
