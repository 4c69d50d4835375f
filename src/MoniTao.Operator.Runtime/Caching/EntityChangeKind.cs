namespace MoniTao.Operator.Runtime.Caching;

/// <summary>What happened to an object.</summary>
public enum EntityChangeKind
{
    /// <summary>Seen for the first time.</summary>
    Added,

    /// <summary>Seen before with another resourceVersion.</summary>
    Modified,

    /// <summary>Gone. The entity is its last known state.</summary>
    Deleted,
}
