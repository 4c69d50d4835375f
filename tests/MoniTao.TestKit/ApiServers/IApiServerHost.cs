namespace MoniTao.TestKit.ApiServers;

/// <summary>Where a real API server runs: as our own processes, in a container, or somewhere that was lent to us.</summary>
internal interface IApiServerHost : IAsyncDisposable
{
    /// <summary>One phrase for messages, such as <c>kube-apiserver of /folder</c>.</summary>
    string Description { get; }

    string KubeconfigPath { get; }

    bool ControllerFree { get; }

    /// <summary>The audit log of what service accounts ask, one JSON object a line; null where there is none.</summary>
    string? AuditLogPath => null;

    /// <summary>Makes the server stop answering. Its data stays.</summary>
    /// <exception cref="NotSupportedException">The server is not ours to stop.</exception>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>Makes it answer again at the same address; returns when it is ready.</summary>
    Task StartAsync(CancellationToken cancellationToken);
}
