namespace MoniTao.Connectivity.Probing.Http;

/// <summary>How far an HTTP exchange came.</summary>
public enum HttpPhase
{
    /// <summary>The request was being sent, or no byte of an answer had come.</summary>
    Request,

    /// <summary>The status line and headers were coming in.</summary>
    Headers,

    /// <summary>The body was coming in.</summary>
    Body,

    /// <summary>All of the answer was read.</summary>
    Complete,
}
