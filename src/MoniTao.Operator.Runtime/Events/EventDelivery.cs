using System.Net;
using MoniTao.Operator.Runtime.Api;

namespace MoniTao.Operator.Runtime.Events;

/// <summary>Brings one event to the server, with retries: a new event first, the count of its series after.</summary>
internal sealed class EventDelivery(KubernetesApi api, EventOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <param name="series">What to deliver.</param>
    /// <param name="snapshot">Reads the count just before each write.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ApiException">Refused, or out of tries.</exception>
    public async Task DeliverAsync(EventSeries series, Func<(int Count, DateTimeOffset LastAt)> snapshot, CancellationToken cancellation)
    {
        var backoff = new Backoff(options.InitialBackoff, options.MaximumBackoff);
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan? retryAfter;
            try
            {
                if (await TryAsync(series, snapshot(), cancellation) is not { } refusal)
                    return;
                if (!refusal.IsTransient || attempt >= options.DeliveryAttempts)
                    throw refusal.ToException();
                retryAfter = refusal.RetryAfter;
            }
            catch (ApiException error) when (error.Status is null && attempt < options.DeliveryAttempts)
            {
                retryAfter = null;
            }
            var pause = backoff.Next();
            await Task.Delay(retryAfter > pause ? Shorter(retryAfter.Value) : pause, clock, cancellation);
        }
    }

    /// <returns>Null when the server has it.</returns>
    private async Task<ApiResponse?> TryAsync(EventSeries series, (int Count, DateTimeOffset LastAt) now, CancellationToken cancellation)
    {
        if (series.StoredName is { } stored && now.Count > 1)
        {
            var path = EventDocument.Resource.Path(EventDocument.NamespaceOf(series), stored);
            var patched = await api.SendAsync(HttpMethod.Patch, path, ApiBody.MergePatch(EventDocument.SeriesPatch(now)), Deadline, cancellation);
            if (patched.Status != HttpStatusCode.NotFound)
                return patched.IsSuccess ? null : patched;
            // The server keeps events for an hour or so: a longer series goes on under a new name.
            series.StoredName = null;
        }
        series.PlannedName ??= EventDocument.NewName(series);
        var collection = EventDocument.Resource.Path(EventDocument.NamespaceOf(series));
        var created = await api.SendAsync(HttpMethod.Post, collection, ApiBody.Json(EventDocument.New(series, now)), Deadline, cancellation);
        // A conflict under a random name means that an earlier try was stored though its answer got lost.
        if (!created.IsSuccess && created.Status != HttpStatusCode.Conflict)
            return created;
        (series.StoredName, series.PlannedName) = (series.PlannedName, null);
        return null;
    }

    private TimeSpan Shorter(TimeSpan wish) => wish < options.MaximumBackoff ? wish : options.MaximumBackoff;
}
