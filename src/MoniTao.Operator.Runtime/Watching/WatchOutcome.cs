namespace MoniTao.Operator.Runtime.Watching;

/// <summary>How a watch ended.</summary>
internal enum WatchOutcome
{
    /// <summary>The stream ended; go on from the newest version seen.</summary>
    Closed,

    /// <summary>The version is too old (410), or an event was lost to a line that cannot be read: list again.</summary>
    Relist,
}
