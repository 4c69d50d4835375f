using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>What a team would run behind Alertmanager's webhook: it keeps each alert of each message, with the time of its arrival.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Notice> _notices = new();

    private WebhookReceiver(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.First()}/alerts";

    public IReadOnlyList<Notice> Notices => [.. _notices];

    public static async Task<WebhookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build());
        receiver._app.MapPost("/alerts", async (HttpRequest request) =>
        {
            var now = TimeProvider.System.GetUtcNow();
            var message = (await JsonNode.ParseAsync(request.Body))!;
            foreach (var alert in (JsonArray)message["alerts"]!)
                receiver._notices.Enqueue(new Notice(now, (string)alert!["status"]!, alert));
        });
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>A configuration of Alertmanager that sends here at once.</summary>
    public string Configuration() =>
        $$"""
        route: {receiver: webhook, group_by: [alertname, namespace, monitor], group_wait: 0s, group_interval: 1s, repeat_interval: 1h}
        receivers:
          - name: webhook
            webhook_configs: [{url: '{{Url}}', send_resolved: true}]
        """;

    /// <summary>Waits for the first notice of this kind that came at this time or later.</summary>
    public async Task<Notice> WaitAsync(string status, string reason, DateTimeOffset since = default)
    {
        await LiveWait.UntilAsync($"{status} {reason}", () => Of(status, reason, since).Any());
        return Of(status, reason, since).First();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<Notice> Of(string status, string reason, DateTimeOffset since) =>
        _notices.Where(notice => notice.Status == status && notice.Label("reason") == reason && notice.At >= since);

    /// <summary>One alert of one message.</summary>
    internal sealed record Notice(DateTimeOffset At, string Status, JsonNode Alert)
    {
        public string? Label(string name) => (string?)Alert["labels"]![name];

        public string Annotation(string name) => (string?)Alert["annotations"]![name] ?? "";

        public DateTimeOffset StartsAt => AlertPusherTests.Start(Alert);
    }
}
