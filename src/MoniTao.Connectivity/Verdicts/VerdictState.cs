namespace MoniTao.Connectivity.Verdicts;

/// <summary>Whether a target can be reached, confirmed by the thresholds.</summary>
public enum VerdictState
{
    /// <summary>Not probed yet, suspended, or the prober itself is in trouble.</summary>
    Unknown,

    /// <summary>Reachable.</summary>
    Up,

    /// <summary>Not reachable.</summary>
    Down,
}
