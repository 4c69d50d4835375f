using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.FaultLab.Certificates;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

/// <summary>Lists that are asked for, and how little harm their servers can do.</summary>
public sealed class RevocationTests : IDisposable
{
    private readonly Prober _prober = new(TimeProvider.System);
    private readonly CertificateAuthority _root = CertificateAuthority.CreateRoot("Test root", TimeProvider.System);

    public void Dispose()
    {
        _prober.Dispose();
        _root.Dispose();
    }

    [Fact]
    public async Task A_list_is_fetched_once_for_many_probes()
    {
        await using var lists = Lists(leaf => _root.RevocationList([leaf], TimeSpan.FromDays(1)));
        await using var server = Server(lists.Port, out _leaf);
        for (var i = 0; i < 3; i++)
            Assert.Equal(Reasons.TlsCertRevoked, (await ProbeAsync(server.Port)).Reason);

        Assert.Equal(1, lists.Accepted);
    }

    [Fact]
    public async Task Nothing_is_fetched_unless_the_spec_asks_for_it()
    {
        await using var lists = Lists(leaf => _root.RevocationList([leaf], TimeSpan.FromDays(1)));
        await using var server = Server(lists.Port, out _leaf);

        Assert.Null((await ProbeAsync(server.Port, tls => tls with { Revocation = RevocationMode.None })).Reason);
        Assert.Equal(0, lists.Accepted);
    }

    [Fact]
    public async Task Nothing_is_fetched_from_where_a_certificate_points_that_nobody_vouches_for()
    {
        using var stranger = CertificateAuthority.CreateRoot("Stranger", TimeProvider.System);
        await using var lists = Lists(leaf => stranger.RevocationList([leaf], TimeSpan.FromDays(1)));
        await using var server = new WebServer(_ => WebServer.Ok(), WebServer.Tls(stranger, Request(lists.Port)));

        Assert.Equal(FaultDomain.Target, (await ProbeAsync(server.Port)).Reason?.Fault);
        Assert.Equal(0, lists.Accepted);
    }

    [Fact]
    public async Task A_silent_server_of_lists_costs_one_probe_some_time_and_no_probe_its_verdict()
    {
        await using var lists = ScriptedTcpServer.Start(connection => connection.WaitForHangUpAsync());
        await using var server = Server(lists.Port, out _leaf);
        for (var i = 0; i < 2; i++)
        {
            var named = await ProbeAsync(server.Port);
            Assert.Null(named.Reason);
            Assert.Contains("revocation not known: the list of CN=Test root, O=MoniTao fault lab: its server is too slow", Tls(named), StringComparison.Ordinal);
        }

        Assert.Equal(1, lists.Accepted);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "its server answers with status 404")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", "its server answers with status 302")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "what its server sends is no list")]
    [InlineData("SSH-2.0-x\r\n\r\n", "its server breaks off")]
    public async Task An_answer_that_is_no_list_is_said_and_is_no_failure(string answer, string why)
    {
        await using var lists = new WebServer(_ => answer);
        await using var server = Server(lists.Port, out _leaf);
        var named = await ProbeAsync(server.Port);

        Assert.Null(named.Reason);
        Assert.Contains(why, Tls(named), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_without_end_is_given_up()
    {
        await using var lists = ScriptedTcpServer.Start(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            while (true)
                await connection.SendAsync(new byte[64 * 1024]);
        });
        await using var server = Server(lists.Port, out _leaf);

        Assert.Contains("it is larger than 2 MiB", Tls(await ProbeAsync(server.Port)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_names_no_list_is_said_so()
    {
        await using var server = new WebServer(_ => WebServer.Ok(), WebServer.Tls(_root));

        Assert.Contains("revocation not known: CN=localhost names no list", Tls(await ProbeAsync(server.Port)), StringComparison.Ordinal);
    }

    private X509Certificate2 _leaf = null!;

    private static string Tls(Assessment named) => named.Layers.Single(l => l.Layer == Layer.Tls).Detail;

    private static LeafRequest Request(int lists) => new() { RevocationList = $"http://127.0.0.1:{lists}/ca.crl" };

    private ScriptedTcpServer Lists(Func<X509Certificate2, byte[]> make) => ScriptedTcpServer.Start(async connection =>
    {
        var list = make(_leaf);
        await connection.Stream.ReadAtLeastAsync(new byte[16], 16, cancellationToken: connection.Lifetime);
        await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {list.Length}\r\n\r\n");
        await connection.SendAsync(list);
        await connection.FinishAsync();
    });

    private WebServer Server(int lists, out X509Certificate2 leaf)
    {
        leaf = _root.Issue(Request(lists));
        return new WebServer(_ => WebServer.Ok(), new() { ServerCertificateContext = System.Net.Security.SslStreamCertificateContext.Create(leaf, [], offline: true) });
    }

    private async Task<Assessment> ProbeAsync(int port, Func<TlsOptions, TlsOptions>? adapt = null)
    {
        var tls = new TlsOptions { TrustedRoots = [_root.Certificate], Revocation = RevocationMode.Crl };
        var spec = Make.Spec($"https://127.0.0.1:{port}/") with { Tls = adapt?.Invoke(tls) ?? tls };
        return Classifier.Classify(await _prober.ProbeAsync(spec, TestContext.Current.CancellationToken));
    }
}
