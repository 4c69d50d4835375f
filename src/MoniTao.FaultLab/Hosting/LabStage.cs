using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Hosting;

/// <summary>What the scenarios of one running lab share: the clock, the certificates, and what is to be closed at the end.</summary>
internal sealed class LabStage(TimeProvider time) : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> owned = [];
    private readonly ErrorLog errors = new();
    private LabCertificates? certificates;

    public TimeProvider Time => time;

    public ErrorLog ErrorLog => errors;

    public IReadOnlyCollection<Exception> Errors => errors.Entries;


    /// <summary>Made at first use: a lab of TCP faults needs no keys.</summary>
    public LabCertificates Certificates => certificates ??= new LabCertificates(time);

    public T Own<T>(T resource)
        where T : IAsyncDisposable
    {
        owned.Add(resource);
        return resource;
    }

    /// <summary>Runs <paramref name="script"/> for every client of a fresh port on 127.0.0.1 and returns that port.</summary>
    public int Serve(ConnectionScript script) => Own(ScriptedTcpServer.Start(script, time, errors: errors)).Port;

    public async ValueTask DisposeAsync()
    {
        // All at once: each may wait a moment for its clients, and there are a hundred.
        await Task.WhenAll(owned.Select(resource => resource.DisposeAsync().AsTask()));
        owned.Clear();
        certificates?.Dispose();
    }
}
