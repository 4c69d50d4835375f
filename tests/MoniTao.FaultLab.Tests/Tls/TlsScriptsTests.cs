namespace MoniTao.FaultLab.Tests.Tls;

/// <summary>Handshakes that end before any key is agreed: looked at byte by byte.</summary>
public sealed class TlsScriptsTests
{
    /// <summary>The scripts take any record for the ClientHello.</summary>
    private static readonly byte[] Hello = [22, 3, 1, 0, 4, 1, 0, 0, 0];

    [Theory]
    [InlineData("tls-version-alert", 70)]
    [InlineData("tls-handshake-failure", 40)]
    [InlineData("tls-unrecognized-name", 112)]
    [InlineData("tls-alpn-mismatch", 120)]
    public async Task Rejection_is_one_fatal_alert_and_then_FIN(string name, byte alert)
    {
        var answer = await GreetAsync(name);
        Assert.Equal([21, 3, 3, 0, 2, 2, alert], answer.Bytes);
        Assert.Equal(WireEnd.Fin, answer.End);
    }

    [Fact]
    public async Task Closed_handshake_ends_with_FIN_and_not_a_byte()
    {
        var answer = await GreetAsync("tls-closed");
        Assert.Empty(answer.Bytes);
        Assert.Equal(WireEnd.Fin, answer.End);
    }

    [Fact]
    public async Task Reset_handshake_ends_with_RST_and_not_a_byte()
    {
        var answer = await GreetAsync("tls-reset");
        Assert.Empty(answer.Bytes);
        Assert.Equal(WireEnd.Reset, answer.End);
    }

    [Fact]
    public async Task Silent_server_says_nothing_until_the_client_leaves()
    {
        await using var lab = await FaultLabHost.StartAsync(["tls-silent"]);
        using var socket = await lab["tls-silent"].ConnectAsync();
        await socket.SendAllAsync(Hello);
        socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        var answer = await socket.ReadAnswerAsync();
        Assert.Empty(answer.Bytes);
    }

    [Theory]
    [InlineData("tls-plain-http", "HTTP/1.1 400 ")]
    [InlineData("tls-ssh", "SSH-2.0-")]
    [InlineData("tls-smtp", "220 ")]
    public async Task Other_protocol_shows_its_own_first_words(string name, string words) =>
        Assert.Equal(words, (await GreetAsync(name, words.Length)).Text);

    [Theory]
    [InlineData("tls-unknown-message", 22)]
    [InlineData("tls-wrong-record", 23)]
    [InlineData("tls-overlong-record", 22)]
    public async Task Broken_protocol_still_looks_like_a_TLS_record(string name, byte type)
    {
        var answer = await GreetAsync(name);
        Assert.Equal([type, 3, 3], answer.Bytes[..3]);
        Assert.Equal(answer.Bytes.Length - 5, (answer.Bytes[3] << 8) | answer.Bytes[4]);
    }

    [Fact]
    public async Task Overlong_record_is_longer_than_a_record_may_be() =>
        Assert.True((await GreetAsync("tls-overlong-record")).Bytes.Length > (16 * 1024) + 256 + 5);

    private static async Task<WireAnswer> GreetAsync(string name, int atMost = int.MaxValue)
    {
        await using var lab = await FaultLabHost.StartAsync([name]);
        using var socket = await lab[name].ConnectAsync();
        await socket.SendAllAsync(Hello);
        var answer = await socket.ReadAnswerAsync(atMost);
        Assert.Empty(lab.Errors);
        return answer;
    }
}
