using BenchmarkDotNet.Attributes;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Benchmarks.Micro;

/// <summary>Whole probes that connect, shake hands and verify; the time is the server's too, the bytes are ours alone.</summary>
[MemoryDiagnoser]
public class TlsBenchmarks
{
    private readonly Prober _prober = new(TimeProvider.System);
    private LocalServer _server = null!;
    private ProbeSpec _trusted = null!, _unknown = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _server = await LocalServer.StartAsync();
        (_trusted, _unknown) = (_server.Spec("tls"), _server.Spec("tls", trusted: false));
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        _prober.Dispose();
        await _server.DisposeAsync();
    }

    [Benchmark]
    public Task<Observation> Handshake_verified_against_a_root_of_its_own() => ProbeAsync(_trusted, CertificateProblems.None);

    [Benchmark]
    public Task<Observation> Handshake_verified_against_the_roots_of_the_system() => ProbeAsync(_unknown, CertificateProblems.UntrustedRoot);

    private async Task<Observation> ProbeAsync(ProbeSpec spec, CertificateProblems expected)
    {
        var seen = await _prober.ProbeAsync(spec, CancellationToken.None);
        return seen.Tls?.Certificate?.Problems == expected ? seen : throw new BenchException($"the handshake failed: {seen.Tls?.Fault?.Kind} {seen.Tls?.Certificate?.Problems}");
    }
}
