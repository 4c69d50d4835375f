using System.Collections.Concurrent;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MoniTao.TestKit.FakeApiServer;

/// <summary>
/// An API server on loopback for what a real one does not do on demand. Answers come, in this order, from: scripts (each used
/// once, in order), rules, collections. A watch that nobody answers stays open in silence; anything else gets 404.
/// </summary>
public sealed class FakeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<FakeRequest> _requests = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<FakeExchange, Task>>> _scripts = new();
    private readonly ConcurrentDictionary<string, Func<FakeExchange, Task>> _rules = new();
    private readonly ConcurrentBag<FakeCollection> _collections = [];

    private int _busy;

    private FakeServer(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>All requests so far, oldest first.</summary>
    public IReadOnlyList<FakeRequest> Requests => [.. _requests];

    /// <summary>True when no request is being answered; those held in silence do not count. A fake clock should walk only then.</summary>
    public bool IsIdle => Volatile.Read(ref _busy) == 0;

    /// <summary>Starts a server on a free port.</summary>
    public static async Task<FakeServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new FakeServer(builder.Build());
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>The client configuration of this server.</summary>
    public KubernetesClientConfiguration Configuration() => new() { Host = Address.AbsoluteUri };

    /// <summary>Answers the next such request that has no script yet.</summary>
    /// <param name="verb">HTTP method, or <c>WATCH</c>.</param>
    /// <param name="path">Path without query.</param>
    /// <param name="answer">The answer; the exchange ends when it returns.</param>
    public FakeServer Script(string verb, string path, Func<FakeExchange, Task> answer)
    {
        _scripts.GetOrAdd($"{verb} {path}", _ => new()).Enqueue(answer);
        return this;
    }

    /// <summary>Answers every such request without a script; the last rule stands.</summary>
    public FakeServer Rule(string verb, string path, Func<FakeExchange, Task> answer)
    {
        _rules[$"{verb} {path}"] = answer;
        return this;
    }

    /// <summary>Takes all rules back: the trouble is over.</summary>
    public void ClearRules() => _rules.Clear();

    /// <summary>Adds a kind whose objects are stored.</summary>
    /// <param name="groupVersion">For example <c>/apis/apps/v1</c>.</param>
    /// <param name="plural">For example <c>deployments</c>.</param>
    public FakeCollection Store(string groupVersion, string plural)
    {
        var collection = new FakeCollection(groupVersion, plural);
        _collections.Add(collection);
        return collection;
    }

    /// <summary>How many such requests there were.</summary>
    public int Count(string verb, string path) => _requests.Count(request => request.Verb == verb && request.Path == path);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            var request = await ReadAsync(context);
            _requests.Enqueue(request);
            await Find(request)(new FakeExchange(context, request, busy => Interlocked.Add(ref _busy, busy), _stopping.Token));
        }
        catch (OperationCanceledException)
        {
            // The client has gone.
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
        }
    }

    private Func<FakeExchange, Task> Find(FakeRequest request)
    {
        var key = $"{request.Verb} {request.Path}";
        if (_scripts.TryGetValue(key, out var queue) && queue.TryDequeue(out var script))
            return script;
        if (_rules.TryGetValue(key, out var rule))
            return rule;
        if (_collections.FirstOrDefault(collection => collection.Owns(request.Path)) is { } owner)
            return owner.AnswerAsync;
        return request.Verb == "WATCH"
            ? async exchange => { await exchange.OpenAsync(); await exchange.HoldAsync(); }
        : exchange => exchange.FailAsync(404, "the server could not find the requested resource");
    }

    private static async Task<FakeRequest> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var query = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var verb = query.GetValueOrDefault("watch") == "true" ? "WATCH" : context.Request.Method;
        return new FakeRequest(verb, context.Request.Path.Value ?? "", query, context.Request.ContentType, body);
    }
}
