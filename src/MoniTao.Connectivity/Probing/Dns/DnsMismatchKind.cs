namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>What an answer must share with the question, and did not (RFC 5452, 9.1).</summary>
public enum DnsMismatchKind
{
    /// <summary>Another address or port than was asked.</summary>
    Source,

    /// <summary>Another transaction number.</summary>
    Id,

    /// <summary>Another name, type or class.</summary>
    Question,
}
