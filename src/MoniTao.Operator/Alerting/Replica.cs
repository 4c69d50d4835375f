using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Alerting;

/// <summary>
/// Keeps one replica of Alertmanager at the state of the book: sends what it has not got yet, sends again what fires before it
/// runs out, and tries again with growing pauses while the replica does not answer. Replicas do not wait for each other.
/// </summary>
internal sealed partial class Replica(
    AlertBook book, AlertmanagerOptions options, Uri url, IPAddress address, NotificationCounters counters, TimeProvider time, ILogger logger)
{
    private const int Batch = 256;
    private readonly ILogger _logger = logger;
    private readonly Dictionary<string, (long Version, long At)> _sent = new(StringComparer.Ordinal);
    private readonly Backoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15));
    private AlertmanagerClient? _client;
    private bool _away;

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var changed = book.Changed;
                var all = book.Read();
                var due = all.Where(IsDue).Take(Batch).ToList();
                Forget(all);
                if (due.Count > 0)
                    await SendAsync(due, cancellation);
                else
                    await changed.WaitAsync(UntilNext(all), time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellation.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // the end of this replica, or of the operator
        }
        finally
        {
            _client?.Dispose();
        }
    }

    private bool IsDue(BookedAlert booked) => !_sent.TryGetValue(booked.Alert.Key, out var sent) || sent.Version != booked.Version
        || (booked.EndedAt is null && time.GetElapsedTime(sent.At) >= AlertmanagerOptions.ResendInterval);

    /// <summary>Until the first alert that fires has to be sent again; everything was sent when this is asked.</summary>
    private TimeSpan UntilNext(IReadOnlyList<BookedAlert> all)
    {
        var firing = all.Where(booked => booked.EndedAt is null).Select(booked => time.GetElapsedTime(_sent[booked.Alert.Key].At)).ToList();
        return firing.Count == 0 ? AlertmanagerOptions.ResendInterval : AlertmanagerOptions.ResendInterval - firing.Max();
    }

    private void Forget(IReadOnlyList<BookedAlert> all)
    {
        if (_sent.Count <= all.Count)
            return;
        var known = all.Select(booked => booked.Alert.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var key in _sent.Keys.Where(key => !known.Contains(key)).ToList())
            _sent.Remove(key);
    }

    private async Task SendAsync(List<BookedAlert> due, CancellationToken cancellation)
    {
        var failure = await TryAsync(due, cancellation);
        if (failure is null)
        {
            _backoff.Reset();
            foreach (var booked in due)
                _sent[booked.Alert.Key] = (booked.Version, time.GetTimestamp());
            if (_away)
                LogBack(url, address);
            _away = false;
            return;
        }

        counters.AddFailed(due.Count);
        if (!_away)
            LogAway(url, address, failure);
        _away = true;
        // made anew: a rotated file of authorities, or a connection that no longer leads anywhere
        _client?.Dispose();
        _client = null;
        await Task.Delay(_backoff.Next(), time, cancellation);
    }

    /// <returns>Null when the batch is settled, else why it is not.</returns>
    private async Task<string?> TryAsync(List<BookedAlert> due, CancellationToken cancellation)
    {
        try
        {
            _client ??= new AlertmanagerClient(options, url, address, time);
            var now = time.GetUtcNow();
            var (status, text) = await _client.PostAsync(PostableAlert.Write(due, now), cancellation);
            if ((int)status is >= 200 and < 300)
                counters.AddDelivered(due.Count, now);
            else if (status is HttpStatusCode.BadRequest)
                Drop(due.Count, text);
            else
                return $"HTTP {(int)status} {text}";
            return null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or UnauthorizedAccessException or CryptographicException or FormatException)
        {
            return error.Message;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }

    /// <summary>Alertmanager stores the valid ones of a batch all the same; sending the others again would change nothing.</summary>
    private void Drop(int alerts, string text)
    {
        counters.AddDropped(alerts);
        LogRefused(url, address, text);
    }
}
