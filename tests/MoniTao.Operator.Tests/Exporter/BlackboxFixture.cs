using MoniTao.FaultLab;
using MoniTao.TestKit.ApiServers;
using MoniTao.TestKit.Tools;

namespace MoniTao.Operator.Tests.Exporter;

/// <summary>The fault lab, and beside each other the real blackbox_exporter and monitao, both trusting the lab's authority.</summary>
public sealed class BlackboxFixture : IAsyncLifetime
{
    /// <summary>The modules of Debian's own configuration, the ones for TLS and DNS that its documentation shows, and a bound in time.</summary>
    private const string Modules =
        """
        modules:
          http_2xx: {prober: http, timeout: 3s}
          http_post_2xx: {prober: http, timeout: 3s, http: {method: POST}}
          tcp_connect: {prober: tcp, timeout: 3s}
          tcp_connect_tls: {prober: tcp, timeout: 3s, tcp: {tls: true}}
          icmp: {prober: icmp, timeout: 3s}
          dns: {prober: dns, timeout: 3s, dns: {query_name: healthy-alias.lab.test, query_type: A}}

        """;

    private readonly TemporaryFolder _folder = new("monitao-blackbox-");
    private SupervisedProcess? _blackbox;
    private MonitaoProcess? _monitao;
    private string _address = "";

    public FaultLabHost Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var program = await DebianTools.FindAsync("prometheus-blackbox-exporter");
        Lab = await FaultLabHost.StartAsync();
        var authorities = _folder.File("ca.crt");
        await File.WriteAllTextAsync(authorities, Lab["healthy-https"].Settings.CaBundlePem);
        await File.WriteAllTextAsync(_folder.File("blackbox.yml"), Modules);
        _address = $"127.0.0.1:{LoopbackPorts.Take(1)[0]}";
        string[] arguments = [$"SSL_CERT_FILE={authorities}", program, $"--config.file={_folder.File("blackbox.yml")}", $"--web.listen-address={_address}"];
        _blackbox = new SupervisedProcess(_folder.File("blackbox.log"), "env", arguments);
        await Http.AnswersAsync($"http://{_address}/-/healthy", _blackbox);
        _monitao = await MonitaoProcess.StartAsync(_folder, authorities, "--probe-allow", "*://*");
    }

    /// <summary>The answers of both to one query, blackbox_exporter's first.</summary>
    public async Task<(string Blackbox, string Monitao)> ProbeAsync(string query, string more = "") =>
        ((await Http.GetAsync($"http://{_address}/probe?{query}")).Text, (await Http.GetAsync($"http://{_monitao!.Address}/probe?{query}{more}")).Text);

    public async ValueTask DisposeAsync()
    {
        if (_monitao is not null)
            await _monitao.DisposeAsync();
        if (_blackbox is not null)
            await _blackbox.DisposeAsync();
        if (Lab is not null)
            await Lab.DisposeAsync();
        await _folder.DisposeAsync();
    }
}
