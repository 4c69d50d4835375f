namespace MoniTao.Operator.Runtime.Status;

/// <summary>What became of a status write.</summary>
public enum StatusOutcome
{
    /// <summary>Stored (or already equal).</summary>
    Applied,

    /// <summary>The object, or its kind, is gone: nothing to write to.</summary>
    NotFound,

    /// <summary>Another writer was in the way; try again.</summary>
    Conflict,

    /// <summary>The server will never take this status: a defect of the writer or an older CRD.</summary>
    Invalid,

    /// <summary>No answer, overload, or credentials: try again later.</summary>
    Unavailable,
}
