namespace MoniTao.Connectivity.Verdicts;

/// <summary>Why verdicts are no longer held back.</summary>
public enum SuspicionEnd
{
    /// <summary>Most monitors pass the layer again.</summary>
    Recovered,

    /// <summary>It went on for longer than a fault of the prober may be assumed.</summary>
    HoldOver,
}
