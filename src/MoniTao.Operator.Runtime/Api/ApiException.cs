using System.Net;

namespace MoniTao.Operator.Runtime.Api;

/// <summary>The API server could not be asked, or its answer leaves the caller no way on.</summary>
/// <param name="message">Text for people.</param>
/// <param name="status">HTTP status, or null when there was no answer (connection, time-out, credentials).</param>
/// <param name="retryAfter">The server's wish, else null.</param>
/// <param name="inner">Cause.</param>
public sealed class ApiException(string message, HttpStatusCode? status = null, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>HTTP status, or null when there was no answer.</summary>
    public HttpStatusCode? Status { get; } = status;

    /// <summary>How long the server asks to wait, else null.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
