using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using MoniTao.Operator.Exporter;
using MoniTao.Operator.Metrics;
using MoniTao.Operator.Runbooks;

namespace MoniTao.Operator.Hosting;

/// <summary><c>/metrics</c>, <c>/healthz</c>, <c>/readyz</c>, <c>/runbooks</c>, and <c>/probe</c> when it is asked for; for the operator and for <c>monitao run</c>.</summary>
public sealed class HttpEndpoints : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HttpEndpoints(WebApplication app) => (_app, Address) = (app, app.Urls.First());

    /// <summary>Where it listens in fact, for example when port 0 was asked for.</summary>
    public string Address { get; }

    /// <summary>Starts listening.</summary>
    /// <param name="listen">A URL, for example <c>http://127.0.0.1:8080</c>, or <c>http://*:8080</c> for every address, where there is no IPv6 too.</param>
    /// <param name="metrics">The metrics page.</param>
    /// <param name="ready">Whether this process can do its part; null: always.</param>
    /// <param name="probe">The page <c>/probe</c>; null when there is none.</param>
    /// <param name="cancellation">Gives up starting.</param>
    /// <exception cref="IOException">The address can't be listened on.</exception>
    public static async Task<HttpEndpoints> StartAsync(string listen, MetricsPage metrics, Func<bool>? ready, ProbeEndpoint? probe, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(listen);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var app = builder.Build();
        app.MapGet("/metrics", async (HttpContext context) =>
        {
            var format = MetricsFormat.Negotiate(context.Request.Headers.Accept);
            context.Response.ContentType = format.ContentType;
            context.Response.Headers.Vary = "Accept";
            await metrics.WriteAsync(context.Response.BodyWriter, format, context.RequestAborted, context.Request.Query["name[]"]);
        });
        if (probe is not null)
            app.MapGet("/probe", probe.HandleAsync);
        app.MapGet("/healthz", () => "ok");
        app.MapGet("/readyz", () => ready?.Invoke() != false
            ? Results.Text("ok")
            : Results.Text("not ready: no complete list of monitors from the API server yet", statusCode: StatusCodes.Status503ServiceUnavailable));
        app.MapRunbooks();
        await app.StartAsync(cancellation);
        return new HttpEndpoints(app);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
