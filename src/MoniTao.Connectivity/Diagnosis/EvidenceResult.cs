namespace MoniTao.Connectivity.Diagnosis;

/// <summary>What a piece of evidence says.</summary>
public enum EvidenceResult
{
    /// <summary>What was tried works.</summary>
    Passed,

    /// <summary>What was tried does not work.</summary>
    Failed,

    /// <summary>It could not be found out: not permitted, out of time, silence that proves nothing.</summary>
    Missing,
}
