using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace MoniTao.TestKit.FakeApiServer;

/// <summary>One request and the means to answer it, well or badly.</summary>
public sealed class FakeExchange(HttpContext context, FakeRequest request, Action<int> busy, CancellationToken serverStopping)
{
    /// <summary>The request.</summary>
    public FakeRequest Request { get; } = request;

    /// <summary>The Authorization header, or null.</summary>
    public string? Authorization => context.Request.Headers.Authorization;

    /// <summary>Answers with a whole body.</summary>
    public async Task ReplyAsync(int status, string body, params (string Name, string Value)[] headers)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in headers)
            context.Response.Headers.Append(name, value);
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>Answers with a Status object, as the API server does for errors.</summary>
    public Task FailAsync(int status, string message, params (string Name, string Value)[] headers) =>
        ReplyAsync(status, FakeJson.Status(status, message).ToJsonString(), headers);

    /// <summary>Sends the headers of a stream, so that the client knows it is open.</summary>
    /// <param name="promised">Length to announce; a shorter body then ends without its proper end.</param>
    public async Task OpenAsync(long? promised = null)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = promised;
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends text as it is; a line of a watch ends with a line feed.</summary>
    public async Task SendAsync(string text)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>Sends one event of a watch.</summary>
    public Task EventAsync(string type, JsonNode entity) =>
        SendAsync(new JsonObject { ["type"] = type, ["object"] = entity.DeepClone() }.ToJsonString() + "\n");

    /// <summary>Cuts the connection without an end of the body.</summary>
    public void Abort() => context.Abort();

    /// <summary>Says nothing more until the client leaves or the server stops.</summary>
    public async Task HoldAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, serverStopping);
        busy(-1);
        await Task.Delay(Timeout.InfiniteTimeSpan, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        busy(+1);
    }
}
