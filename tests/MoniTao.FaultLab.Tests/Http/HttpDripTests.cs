using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;

namespace MoniTao.FaultLab.Tests.Http;

/// <summary>Slow answers, by a clock the test turns.</summary>
public sealed class HttpDripTests
{
    private const int Bytes = 5;

    [Theory]
    [InlineData("http-slow-headers", "HTTP/1.1 200 OK\r\n", "X-Slo")]
    [InlineData("http-slow-body", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it", "xxxxx")]
    public async Task Slow_part_comes_one_byte_a_second(string name, string quick, string slow)
    {
        var time = new FakeTimeProvider();
        await using var lab = await FaultLabHost.StartAsync([name], time);
        using var socket = await lab[name].ConnectAsync();
        await socket.SendTextAsync("GET / HTTP/1.1\r\nHost: lab.test\r\n\r\n");
        Assert.Equal(quick, (await socket.ReadAnswerAsync(quick.Length)).Text);

        var received = "";
        for (var count = 1; count <= Bytes; count++)
        {
            received += await ReadAfterAsync(socket, time);
        }

        Assert.Equal(slow, received);
        Assert.True(time.GetUtcNow() - time.Start >= TimeSpan.FromSeconds(Bytes));
    }

    /// <summary>Turns the clock until a byte comes: the server may not have begun its wait when the first second is turned.</summary>
    private static async Task<string> ReadAfterAsync(Socket socket, FakeTimeProvider time)
    {
        var reading = socket.ReadAnswerAsync(1);
        while (!reading.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.WhenAny(reading, Task.Delay(TimeSpan.FromMilliseconds(1)));
        }

        return (await reading).Text;
    }
}
