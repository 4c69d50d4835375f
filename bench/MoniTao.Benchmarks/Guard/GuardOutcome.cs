namespace MoniTao.Benchmarks.Guard;

/// <summary>How a count stands against its baseline.</summary>
internal enum GuardOutcome
{
    /// <summary>Within 10 %.</summary>
    Same,

    /// <summary>More than 10 % above, or not there before.</summary>
    Grown,

    /// <summary>More than 10 % below: the baseline may come down.</summary>
    Shrunk,

    /// <summary>In the baseline, and no longer counted.</summary>
    Missing,

    /// <summary>A system call on a machine without strace.</summary>
    NotCounted,
}
