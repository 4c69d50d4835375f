namespace MoniTao.Operator.Runtime.Events;

/// <summary>Weight of an event.</summary>
public enum EventType
{
    /// <summary>For information.</summary>
    Normal,

    /// <summary>Something is wrong.</summary>
    Warning,
}
