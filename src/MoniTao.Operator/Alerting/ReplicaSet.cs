using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Alerting;

/// <summary>
/// Finds the replicas behind each URL by asking DNS again and again, and runs one <see cref="Replica"/> for each. While DNS does not
/// answer, the replicas known stay: an outage of DNS is no reason to tell nobody of it.
/// </summary>
internal sealed partial class ReplicaSet(AlertBook book, AlertmanagerOptions options, NotificationCounters counters, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ResolveLimit = TimeSpan.FromSeconds(5);

    private readonly ILogger _logger = logger;
    private readonly Dictionary<(Uri Url, IPAddress Address), (CancellationTokenSource Stop, Task Running)> _replicas = [];
    private readonly HashSet<Uri> _unresolved = [];

    /// <summary>Works until cancelled, and ends when every replica has.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (!cancellation.IsCancellationRequested)
            {
                foreach (var (url, addresses) in await Task.WhenAll(options.Urls.Select(url => ResolveAsync(url, cancellation))))
                    await ReconcileAsync(url, addresses, cancellation);
                await Task.Delay(LookEvery, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            foreach (var replica in _replicas.Values)
                await EndAsync(replica);
        }
    }

    private async Task ReconcileAsync(Uri url, IPAddress[] addresses, CancellationToken cancellation)
    {
        if (addresses.Length == 0)
            return;
        foreach (var gone in _replicas.Keys.Where(key => key.Url == url && !addresses.Contains(key.Address)).ToList())
        {
            _replicas.Remove(gone, out var replica);
            await EndAsync(replica);
        }

        foreach (var address in addresses.Where(address => !_replicas.ContainsKey((url, address))))
        {
            var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var replica = new Replica(book, options, url, address, counters, time, _logger);
            _replicas[(url, address)] = (stop, Task.Run(() => replica.RunAsync(stop.Token), CancellationToken.None));
            LogFound(url, address);
        }
    }

    private async Task<(Uri Url, IPAddress[] Addresses)> ResolveAsync(Uri url, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(url.IdnHost, out var literal))
            return (url, [literal]);
        try
        {
            using var limit = new CancellationTokenSource(ResolveLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            // getaddrinfo does not listen to a token once it has begun
            var addresses = await options.Resolve(url.IdnHost, either.Token).WaitAsync(either.Token);
            _unresolved.Remove(url);
            return (url, [.. addresses.Distinct()]);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException or ArgumentException)
        {
            if (!cancellation.IsCancellationRequested && _unresolved.Add(url))
                LogUnresolved(url, error.Message);
            return (url, []);
        }
    }

    private static async Task EndAsync((CancellationTokenSource Stop, Task Running) replica)
    {
        await replica.Stop.CancelAsync();
        await replica.Running;
        replica.Stop.Dispose();
    }
}
