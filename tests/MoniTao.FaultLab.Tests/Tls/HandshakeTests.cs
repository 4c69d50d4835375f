using System.Net.Security;
using System.Security.Authentication;

namespace MoniTao.FaultLab.Tests.Tls;

/// <summary>Real handshakes by .NET's own client.</summary>
public sealed class HandshakeTests
{
    [Theory]
    [InlineData("healthy-tls")]
    [InlineData("healthy-https")]
    [InlineData("healthy-mutual-tls")]
    [InlineData("healthy-cert-expiring")]
    public async Task Healthy_server_finishes_a_trusted_handshake(string name)
    {
        var probe = await ProbeAsync(name);
        Assert.Null(probe.Failure);
        Assert.Equal(SslPolicyErrors.None, probe.PolicyErrors);
        Assert.Equal(2, probe.Sent.Count);
    }

    [Theory]
    [InlineData("tls-ssh")]
    [InlineData("tls-plain-http")]
    [InlineData("tls-unknown-message")]
    [InlineData("tls-wrong-record")]
    [InlineData("tls-overlong-record")]
    [InlineData("tls-handshake-failure")]
    public async Task Broken_handshake_fails_authentication(string name) =>
        Assert.IsType<AuthenticationException>((await ProbeAsync(name)).Failure);

    [Fact]
    public async Task Server_of_TLS_12_rejects_a_client_of_TLS_13_with_alert_70()
    {
        Assert.Equal(70, (await ProbeAsync("tls-version-too-old", SslProtocols.Tls13)).Alert);
        Assert.Equal(SslProtocols.Tls12, (await ProbeAsync("tls-version-too-old")).Protocol);
    }

    [Fact]
    public async Task Missing_client_certificate_in_TLS_13_is_alert_116_after_a_handshake_that_succeeded()
    {
        var probe = await ProbeAsync("tls-client-cert-required");
        Assert.Equal(SslProtocols.Tls13, probe.Protocol);
        Assert.Equal(SslPolicyErrors.None, probe.PolicyErrors);
        Assert.Equal(116, probe.AlertMet);
    }

    [Fact]
    public async Task Missing_client_certificate_in_TLS_12_is_alert_40_after_a_certificate_request()
    {
        var probe = await ProbeAsync("tls-client-cert-required-tls12");
        Assert.Equal(40, probe.Alert);
        Assert.Equal(40, probe.AlertMet);
        Assert.Contains((byte)13, MessageTypes(probe.Records.First(record => record.Type == 22).Fragment));
    }

    [Fact]
    public async Task Huge_chain_is_refused_by_the_client_before_it_is_read()
    {
        var probe = await ProbeAsync("tls-huge-chain");
        Assert.IsType<AuthenticationException>(probe.Failure);
        Assert.Equal([2], MessageTypes(probe.Records[0].Fragment));
        Assert.Equal(11, probe.Records[1].Fragment[0]);
        Assert.True(Length(probe.Records[1].Fragment, 1) > 10 * 1024 * 1024);
        Assert.True(probe.Records.Sum(record => record.Fragment.Length) < 1024 * 1024);
    }

    [Fact]
    public async Task Stalled_server_sends_its_ServerHello_and_no_more()
    {
        await using var lab = await FaultLabHost.StartAsync(["tls-stalled"]);
        using var socket = await lab["tls-stalled"].ConnectAsync();
        await socket.SendAllAsync(MinimalHello);
        socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        var answer = await socket.ReadAnswerAsync();
        Assert.Equal(22, answer.Bytes[0]);
        Assert.Equal([2], MessageTypes(answer.Bytes[5..]));
        Assert.Empty(lab.Errors);
    }

    /// <summary>No session, no cipher suites, no extensions.</summary>
    private static byte[] MinimalHello => [22, 3, 1, 0, 45, 1, 0, 0, 41, 3, 3, .. new byte[32], 0, 0, 0, 1, 0, 0, 0];

    private static async Task<TlsProbe> ProbeAsync(string name, SslProtocols versions = SslProtocols.None)
    {
        await using var lab = await FaultLabHost.StartAsync([name]);
        var probe = await TlsProbe.RunAsync(lab[name], versions);
        Assert.Empty(lab.Errors);
        return probe;
    }

    private static List<byte> MessageTypes(byte[] messages)
    {
        var types = new List<byte>();
        for (var at = 0; at < messages.Length; at += 4 + Length(messages, at + 1))
        {
            types.Add(messages[at]);
        }

        return types;
    }

    private static int Length(byte[] bytes, int at) => (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
}
