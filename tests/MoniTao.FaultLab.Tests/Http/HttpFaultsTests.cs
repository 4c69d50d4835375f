namespace MoniTao.FaultLab.Tests.Http;

public sealed class HttpFaultsTests
{
    [Theory]
    [InlineData("healthy-http", "HTTP/1.1 200 ")]
    [InlineData("healthy-http-status", "HTTP/1.1 418 ")]
    [InlineData("http-not-found", "HTTP/1.1 404 ")]
    [InlineData("http-unauthorized", "HTTP/1.1 401 ")]
    [InlineData("http-server-error", "HTTP/1.1 500 ")]
    [InlineData("http-unavailable", "HTTP/1.1 503 ")]
    [InlineData("http-invalid-status-line", "220 mail.lab.test ")]
    public async Task Answer_begins_with_this_line_and_ends_in_order(string name, string line)
    {
        var answer = await GetAsync(name);
        Assert.StartsWith(line, answer.Text, StringComparison.Ordinal);
        Assert.Equal(WireEnd.Fin, answer.End);
    }

    [Theory]
    [InlineData("healthy-http")]
    [InlineData("healthy-http-body")]
    public async Task Healthy_body_is_as_long_as_announced(string name) =>
        Assert.Equal("healthy\n", (await GetAsync(name)).Body);

    [Fact]
    public async Task Body_mismatch_is_a_complete_answer_without_the_pattern()
    {
        await using var lab = await FaultLabHost.StartAsync(["http-body-mismatch"]);
        var scenario = lab["http-body-mismatch"];
        Assert.DoesNotMatch(scenario.Settings.BodyPattern!, (await scenario.GetAsync()).Body);
    }

    [Fact]
    public async Task Empty_response_is_FIN_without_a_byte()
    {
        var answer = await GetAsync("http-empty-response");
        Assert.Empty(answer.Bytes);
        Assert.Equal(WireEnd.Fin, answer.End);
    }

    [Fact]
    public async Task Truncated_body_is_shorter_than_announced_and_ends_with_FIN()
    {
        var answer = await GetAsync("http-truncated-body");
        Assert.Contains("Content-Length: 1000\r\n", answer.Text, StringComparison.Ordinal);
        Assert.Equal("half of it", answer.Body);
        Assert.Equal(WireEnd.Fin, answer.End);
    }

    [Fact]
    public async Task Truncated_chunks_lack_the_last_one()
    {
        var answer = await GetAsync("http-truncated-chunks");
        Assert.Equal("8\r\nhealthy\n\r\n40\r\nhalf", answer.Body);
        Assert.Equal(WireEnd.Fin, answer.End);
    }

    [Theory]
    [InlineData("http-reset-in-headers", "HTTP/1.1 200 OK\r\nContent-")]
    [InlineData("http-reset-in-body", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it")]
    public async Task Reset_comes_as_RST_in_the_middle_of_the_answer(string name, string sent)
    {
        var answer = await GetAsync(name);
        Assert.Equal(WireEnd.Reset, answer.End);
        Assert.StartsWith(answer.Text, sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stalled_body_sends_half_and_keeps_the_connection()
    {
        var half = (await GetAsync("http-truncated-body")).Text;
        var answer = await GetAsync("http-body-stalled", half.Length);
        Assert.Equal(half, answer.Text);
        Assert.Equal(WireEnd.Open, answer.End);
    }

    [Theory]
    [InlineData("http-silent", 0)]
    [InlineData("http-body-stalled", 50)]
    public async Task Stalled_answer_ends_only_when_the_client_has_left(string name, int atLeast)
    {
        await using var lab = await FaultLabHost.StartAsync([name]);
        using var socket = await lab[name].ConnectAsync();
        await socket.SendTextAsync("GET / HTTP/1.1\r\nHost: lab.test\r\n\r\n");
        socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        var answer = await socket.ReadAnswerAsync();
        Assert.Equal(WireEnd.Fin, answer.End);
        Assert.True(answer.Bytes.Length >= atLeast && !answer.Text.EndsWith('\n'));
    }

    [Fact]
    public async Task Huge_headers_are_a_megabyte_before_the_empty_line()
    {
        var answer = await GetAsync("http-huge-headers");
        Assert.True(answer.Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) > 1024 * 1000);
    }

    [Fact]
    public async Task Endless_body_goes_on_past_ten_megabytes_and_survives_the_client_that_leaves()
    {
        await using var lab = await FaultLabHost.StartAsync(["http-endless-body"]);
        var answer = await lab["http-endless-body"].GetAsync(atMost: 10 * 1024 * 1024);
        Assert.Equal(WireEnd.Open, answer.End);
        Assert.Equal(WireEnd.Open, (await lab["http-endless-body"].GetAsync(atMost: 1024)).End);
        Assert.Empty(lab.Errors);
    }

    private static async Task<WireAnswer> GetAsync(string name, int atMost = int.MaxValue)
    {
        await using var lab = await FaultLabHost.StartAsync([name]);
        var answer = await lab[name].GetAsync(atMost: atMost);
        Assert.Empty(lab.Errors);
        return answer;
    }
}
