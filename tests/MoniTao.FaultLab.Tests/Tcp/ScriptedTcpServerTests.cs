using System.Net;
using System.Net.Sockets;
using MoniTao.FaultLab.Hosting;
using MoniTao.FaultLab.Http;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Tests.Tcp;

public sealed class ScriptedTcpServerTests
{
    private const int Many = 200;

    [Fact]
    public async Task Two_hundred_clients_at_once_all_get_their_answer()
    {
        await using var lab = await FaultLabHost.StartAsync(["healthy-http"]);
        var answers = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => lab["healthy-http"].GetAsync()));
        Assert.All(answers, answer => Assert.Equal("healthy\n", answer.Body));
    }

    [Fact]
    public async Task Clients_that_vanish_leave_nothing_behind_and_no_error()
    {
        var errors = new ErrorLog();
        await using var server = ScriptedTcpServer.Start(HttpScripts.Answer("200 OK"), errors: errors);
        for (var client = 0; client < Many; client++)
        {
            using var socket = await ConnectAsync(server);
            await socket.SendTextAsync("GET / HT");
            socket.LingerState = new LingerOption(client % 2 == 0, 0);
        }

        await WaitUntilAsync(() => server.Accepted == Many && server.Open == 0);
        Assert.Empty(errors.Entries);
    }

    [Fact]
    public async Task Script_that_is_wrong_is_recorded_and_the_server_lives_on()
    {
        var errors = new ErrorLog();
        await using var server = ScriptedTcpServer.Start(_ => throw new InvalidOperationException("a bug"), errors: errors);
        for (var client = 0; client < 2; client++)
        {
            using var socket = await ConnectAsync(server);
            Assert.Empty((await socket.ReadAnswerAsync()).Bytes);
        }

        Assert.Equal(2, errors.Entries.Count);
    }

    [Fact]
    public async Task Stop_lets_an_answer_under_way_finish()
    {
        var requested = new TaskCompletionSource();
        var proceed = new TaskCompletionSource();
        var server = ScriptedTcpServer.Start(async connection =>
        {
            await connection.ReadHttpRequestAsync();
            requested.SetResult();
            await proceed.Task;
            await connection.SendAsync("the whole answer");
        });
        using var socket = await ConnectAsync(server);
        await socket.SendTextAsync("GET / HTTP/1.1\r\n\r\n");
        await requested.Task.WaitAsync(Wire.Limit);

        var stopping = server.DisposeAsync().AsTask();
        proceed.SetResult();
        await stopping.WaitAsync(Wire.Limit);
        var answer = await socket.ReadAnswerAsync();
        Assert.Equal(("the whole answer", WireEnd.Fin), (answer.Text, answer.End));
    }

    [Fact]
    public async Task Stop_serves_the_clients_that_wait_in_the_accept_queue()
    {
        var server = ScriptedTcpServer.Start(connection => connection.SendAsync("served"));
        var sockets = await Task.WhenAll(Enumerable.Range(0, Many).Select(_ => ConnectAsync(server)));
        await server.DisposeAsync();
        foreach (var socket in sockets)
        {
            Assert.Equal("served", (await socket.ReadAnswerAsync()).Text);
            socket.Dispose();
        }
    }

    [Fact]
    public async Task Stop_ends_deliberate_waits_at_once()
    {
        var server = ScriptedTcpServer.Start(connection => connection.WaitForHangUpAsync());
        using var socket = await ConnectAsync(server);
        await WaitUntilAsync(() => server.Open == 1);
        await server.DisposeAsync();
        Assert.Equal(WireEnd.Fin, (await socket.ReadAnswerAsync()).End);
    }

    [Fact]
    public async Task Stop_does_not_wait_for_ever_for_a_client_that_never_asks()
    {
        var server = ScriptedTcpServer.Start(HttpScripts.Answer("200 OK"));
        using var socket = await ConnectAsync(server);
        await WaitUntilAsync(() => server.Open == 1);
        await server.DisposeAsync().AsTask().WaitAsync(Wire.Limit);
        Assert.Equal(0, server.Open);
    }

    private static Task<Socket> ConnectAsync(ScriptedTcpServer server) =>
        Wire.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port));

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(Wire.Limit);
        while (!condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), limit.Token);
        }
    }
}
