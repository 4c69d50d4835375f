namespace MoniTao.Operator.Runtime.Watching;

/// <summary>What a watcher watches, and its limits.</summary>
public sealed record WatchOptions
{
    /// <summary>Only this namespace; null for all (or for a cluster-scoped kind).</summary>
    public string? Namespace { get; init; }

    /// <summary>Only objects with these labels, in the syntax of <c>kubectl -l</c>; null for all.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Objects asked for in one page of a list.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Longest line of the stream, and longest object of a list. An object of etcd is at most 1.5 MiB unless someone raised that.</summary>
    public int MaximumLineBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>For one page of a list, or for the whole list where it has no pages.</summary>
    public TimeSpan ListDeadline { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Shortest life the server is asked to give a watch; the actual one is random so that many watchers do not return at once.</summary>
    public TimeSpan MinimumWatch { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Longest life the server is asked to give a watch.</summary>
    public TimeSpan MaximumWatch { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>How much longer the client waits before it ends the watch itself, for a server that has forgotten to.</summary>
    public TimeSpan WatchGrace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First pause after an error.</summary>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause after errors in a row.</summary>
    public TimeSpan MaximumBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause while the kind does not exist, so that a CRD applied again is picked up soon.</summary>
    public TimeSpan MissingBackoff { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest Retry-After that is obeyed; a larger one is cut to this.</summary>
    public TimeSpan MaximumRetryAfter { get; init; } = TimeSpan.FromMinutes(5);
}
