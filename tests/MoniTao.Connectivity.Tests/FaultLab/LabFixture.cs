using MoniTao.Connectivity.Probing;
using MoniTao.FaultLab;

namespace MoniTao.Connectivity.Tests.FaultLab;

/// <summary>The running lab and a prober, shared by the tests of a class.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    public FaultLabHost Lab { get; private set; } = null!;

    public Prober Prober { get; } = new(TimeProvider.System);

    public async ValueTask InitializeAsync() => Lab = await FaultLabHost.StartAsync();

    public async ValueTask DisposeAsync()
    {
        Prober.Dispose();
        await Lab.DisposeAsync();
    }
}
