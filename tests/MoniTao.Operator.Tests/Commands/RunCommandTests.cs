using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MoniTao.Operator.Commands;
using MoniTao.Operator.Tests.Sources;

namespace MoniTao.Operator.Tests.Commands;

public sealed class RunCommandTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly TcpListener _server = new(IPAddress.Loopback, 0);

    public RunCommandTests() => _server.Start();

    private string Up => $"tcp://{_server.LocalEndpoint}";

    public void Dispose()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Once_all_reachable_ends_with_zero_and_writes_no_status()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop", Up));

        var (code, output, error) = await CommandLine.RunAsync("run", "-f", _folder.Path, "--once");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"(?m)^ +web/shop +tcp://127\.0\.0\.1:\d+ +True +Reachable ", output);
        Assert.DoesNotContain('\x1b', output);
        Assert.Equal(["shop.yaml"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Once_a_failure_gives_the_code_of_its_layer_although_a_manifest_is_broken_too()
    {
        _folder.Write("down.yaml", Manifests.Monitor("down"));
        _folder.Write("bad.yaml", Manifests.Monitor("bad").Replace("target:", "targt:", StringComparison.Ordinal));

        var (code, output, error) = await CommandLine.RunAsync("run", "-f", _folder.Path, "--once");

        Assert.Equal(20, code);
        Assert.Matches(@"(?m)^TCP +web/down .* False +TcpRefused ", output);
        Assert.Contains($"{_folder.At("bad.yaml")}:4:8: spec.targt: is not a field; did you mean target?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_a_broken_manifest_alone_spoils_success()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop", Up));
        _folder.Write("bad.yaml", "kind: [");

        Assert.Equal(2, (await CommandLine.RunAsync("run", "-f", _folder.Path, "--once")).Code);
    }

    [Fact]
    public async Task Once_as_json_has_the_form_of_a_diagnosis_with_a_name()
    {
        _folder.Write("down.yaml", Manifests.Monitor("down"));

        var (_, output, _) = await CommandLine.RunAsync("run", "-f", _folder.Path, "--once", "--output", "json");

        var monitor = Assert.Single(JsonDocument.Parse(output).RootElement.EnumerateArray());
        Assert.Equal(("web/down", "TcpRefused"), (monitor.GetProperty("name").GetString(), monitor.GetProperty("verdict").GetProperty("reason").GetString()));
        Assert.Equal(2, monitor.GetProperty("layers").GetArrayLength());
    }

    [Theory]
    [InlineData("empty.yaml", "")]
    [InlineData("bad.yaml", "kind: [")]
    public async Task Nothing_usable_at_the_start_is_a_usage_error(string name, string text)
    {
        _folder.Write(name, text);

        var (code, _, error) = await CommandLine.RunAsync("run", "-f", _folder.Path, "--listen", "none");

        Assert.Equal(2, code);
        Assert.Contains("there is no usable ConnectivityMonitor in", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_a_usage_error_with_the_next_step()
    {
        _folder.Write("shop.yaml", Manifests.Monitor("shop", Up));

        var (code, _, error) = await CommandLine.RunAsync("run", "-f", _folder.Path, "--listen", $"http://{_server.LocalEndpoint}");

        Assert.Equal(2, code);
        Assert.Contains("--listen none", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Running_it_keeps_the_status_takes_changes_over_and_ends_well_when_stopped()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new StringWriter();
        _folder.Write("shop.yaml", Manifests.Monitor("shop"));
        var running = MonitaoCommand.RunAsync(["run", "-f", _folder.Path, "--listen", "none"], output, TextWriter.Synchronized(new StringWriter()), stop.Token);

        await Eventually.HoldsAsync(() => Has("shop.status.yaml", "reason: TcpRefused"), "the outage in the status file");
        _folder.Write("more.yaml", Manifests.Monitor("more", Up));
        await Eventually.HoldsAsync(() => Has("more.status.yaml", "state: Up"), "the status of the new manifest");
        await stop.CancelAsync();

        Assert.Equal(0, await running);
        Assert.Equal("", output.ToString());
    }

    private bool Has(string file, string text) => File.Exists(_folder.At(file)) && _folder.Read(file).Contains(text, StringComparison.Ordinal);
}
