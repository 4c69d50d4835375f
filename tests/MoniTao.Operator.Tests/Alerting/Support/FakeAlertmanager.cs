using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace MoniTao.Operator.Tests.Alerting.Support;

/// <summary>For what a real Alertmanager does not do on demand: refuse, fail, show what reached it. Can be taken away and brought back.</summary>
internal sealed class FakeAlertmanager : IAsyncDisposable
{
    private readonly string _address;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<(string Authorization, JsonArray Alerts)> _requests = new();
    private WebApplication? _app;

    private FakeAlertmanager(string address, int port, X509Certificate2? certificate) =>
        (_address, Port, _certificate) = (address, port, certificate);

    public int Port { get; private set; }

    /// <summary>What it answers; 200 at first.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Requests that arrived, whatever was answered.</summary>
    public int Requests => _requests.Count;

    /// <summary>The Authorization header of the last request.</summary>
    public string Authorization => _requests.Last().Authorization;

    /// <summary>Every alert of every request, in order.</summary>
    public IReadOnlyList<JsonNode> Alerts => [.. _requests.SelectMany(request => request.Alerts).Select(alert => alert!)];

    public JsonNode Last => Alerts[^1];

    public static async Task<FakeAlertmanager> StartAsync(
        string address = "127.0.0.1", int port = 0, X509Certificate2? certificate = null)
    {
        var fake = new FakeAlertmanager(address, port, certificate);
        await fake.OpenAsync();
        return fake;
    }

    public async Task OpenAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Parse(_address), Port, listen =>
        {
            if (_certificate is not null)
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = _certificate });
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.MapPost("/am/api/v2/alerts", async (HttpRequest request) =>
        {
            var alerts = (JsonArray)(await JsonNode.ParseAsync(request.Body))!;
            _requests.Enqueue((request.Headers.Authorization.ToString(), alerts));
            return Results.Text("an answer", statusCode: Status);
        });
        await _app.StartAsync();
        Port = new Uri(_app.Urls.First()).Port;
    }

    public async Task CloseAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();
}
