namespace MoniTao.Connectivity.Probing.Http;

/// <summary>What is wrong with an answer, beside the connection that it came over.</summary>
public enum HttpProblem
{
    /// <summary>It is not HTTP/1.x (RFC 9112).</summary>
    Invalid,

    /// <summary>Its head, or what stands between the chunks of its body, is longer than anybody reads.</summary>
    TooLarge,
}
