using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;

namespace MoniTao.FaultLab.Hosting;

/// <summary>
/// Keeps the exceptions that no client can cause. A client that vanishes, refuses a certificate or resets is the daily bread of a
/// fault lab; anything else is a bug here, and a test looks for it.
/// </summary>
public sealed class ErrorLog
{
    private const int Capacity = 100;

    private readonly ConcurrentQueue<Exception> entries = new();

    /// <summary>The first hundred unexpected exceptions, oldest first.</summary>
    public IReadOnlyCollection<Exception> Entries => entries;

    internal static bool IsClientsDoing(Exception exception) =>
        exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException;

    internal void Add(Exception exception)
    {
        if (!IsClientsDoing(exception) && entries.Count < Capacity)
        {
            entries.Enqueue(exception);
        }
    }
}
