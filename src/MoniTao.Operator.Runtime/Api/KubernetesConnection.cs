using k8s;

namespace MoniTao.Operator.Runtime.Api;

/// <summary>A client for one API server, tuned so that a dead connection is noticed.</summary>
public sealed class KubernetesConnection : IDisposable
{
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Connects lazily: nothing is sent until the first request.</summary>
    public KubernetesConnection(KubernetesClientConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Tune(configuration);
        Client = new Kubernetes(configuration);
        Namespace = string.IsNullOrWhiteSpace(configuration.Namespace) ? "default" : configuration.Namespace;
    }

    /// <summary>The generated client; shared and thread-safe.</summary>
    public Kubernetes Client { get; }

    /// <summary>Namespace of the pod's service account or of the kubeconfig's context, else <c>default</c>.</summary>
    public string Namespace { get; }

    /// <summary>Finds the configuration by the rules of <see cref="KubernetesConnectionOptions"/> and opens a client on it.</summary>
    /// <exception cref="InvalidOperationException">There is no configuration to be found.</exception>
    /// <exception cref="k8s.Exceptions.KubeConfigException">The kubeconfig is broken.</exception>
    public static KubernetesConnection Open(KubernetesConnectionOptions options) => new(Configure(options));

    /// <inheritdoc/>
    public void Dispose() => Client.Dispose();

    private static KubernetesClientConfiguration Configure(KubernetesConnectionOptions options)
    {
        if (options.KubeconfigPath is { Length: > 0 } path)
            return FromFiles([path], options.Context);
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } list)
            return FromFiles(list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), options.Context);
        if (options.Context is null && KubernetesClientConfiguration.IsInCluster())
            return KubernetesClientConfiguration.InClusterConfig();
        var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config");
        // The package would fall back to localhost:8080 without a word; a clear refusal saves the user an hour.
        return File.Exists(home)
            ? FromFiles([home], options.Context)
            : throw new InvalidOperationException("No Kubernetes configuration: not in a pod, KUBECONFIG is not set, and there is no default kubeconfig file.");
    }

    private static KubernetesClientConfiguration FromFiles(IEnumerable<string> paths, string? context)
    {
        var files = paths.Select(path => new FileInfo(path)).ToArray();
        if (files.FirstOrDefault(file => !file.Exists) is { } missing && !files.Any(file => file.Exists))
            throw new InvalidOperationException($"The kubeconfig file '{missing}' does not exist.");
        var loaded = files.Where(file => file.Exists).Select(file => KubernetesClientConfiguration.LoadKubeConfig(file)).ToList();
        var merged = loaded[0];
        foreach (var next in loaded.Skip(1))
        {
            // As kubectl does: of two entries with one name the first file's stands. The lookups take the first match.
            merged.Clusters = [.. merged.Clusters ?? [], .. next.Clusters ?? []];
            merged.Contexts = [.. merged.Contexts ?? [], .. next.Contexts ?? []];
            merged.Users = [.. merged.Users ?? [], .. next.Users ?? []];
            merged.CurrentContext ??= next.CurrentContext;
        }
        return KubernetesClientConfiguration.BuildConfigFromConfigObject(merged, context);
    }

    private static void Tune(KubernetesClientConfiguration configuration)
    {
        var before = configuration.FirstMessageHandlerSetup;
        configuration.FirstMessageHandlerSetup = handler =>
        {
            before?.Invoke(handler);
            // A watch is silent for minutes: only pings tell a quiet server from a vanished one.
            handler.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
            handler.KeepAlivePingDelay = PingDelay;
            handler.KeepAlivePingTimeout = PingTimeout;
            handler.ConnectTimeout = ConnectTimeout;
        };
    }
}
