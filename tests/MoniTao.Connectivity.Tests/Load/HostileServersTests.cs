using System.Text;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Http;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Load;

/// <summary>Servers that send without end are left after a bounded number of bytes, each counted where it was sent.</summary>
public sealed class HostileServersTests : IDisposable
{
    private const long InFlight = 16 * 1024 * 1024; // what the kernel's buffers of both ends may hold beside what was read
    private readonly Prober _prober = new(TimeProvider.System);

    public void Dispose() => _prober.Dispose();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "x", BodyReader.MaximumBytes, "HttpResponseTooLarge")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000\r\n\r\n", "x", BodyReader.MaximumBytes, "HttpResponseTooLarge")]
    [InlineData("HTTP/1.1 200 OK\r\n", "X-Filler: x\r\n", 64 * 1024, "HttpResponseTooLarge")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Long: ", "x", 64 * 1024, "HttpResponseTooLarge")]
    [InlineData("", "x", 64 * 1024, "HttpInvalidResponse")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "1", 64 * 1024, "HttpResponseTooLarge")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n", "x", 11 * 64 * 1024, "HttpRedirectLoop")]
    public async Task What_is_read_of_an_endless_answer_is_bounded(string beginning, string piece, long limit, string reason)
    {
        long sent = 0;
        await using var server = ScriptedTcpServer.Start(async connection =>
        {
            await connection.Stream.ReadAtLeastAsync(new byte[4096], 1, cancellationToken: connection.Lifetime);
            await connection.SendAsync(beginning);
            var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(piece, 32 * 1024 / piece.Length)));
            while (!connection.Stopping.IsCancellationRequested)
            {
                await connection.SendAsync(bytes);
                Interlocked.Add(ref sent, bytes.Length);
            }
        });
        var seen = await _prober.ProbeAsync(Make.Spec($"http://127.0.0.1:{server.Port}/", seconds: 60), CancellationToken.None);
        await Wait.UntilAsync(() => server.Open == 0, "the server was left");

        Assert.Equal(reason, Classifier.Classify(seen).Reason?.Name);
        Assert.True(seen.Http!.BytesReceived <= limit + 1024 * 1024, $"{seen.Http.BytesReceived} bytes were read");
        Assert.True(sent <= limit + InFlight * Math.Max(1, server.Accepted), $"{sent} bytes were sent");
    }

    [Fact]
    public async Task Endless_bodies_do_not_grow_the_process()
    {
        await using var server = ScriptedTcpServer.Start(async connection =>
        {
            await connection.Stream.ReadAtLeastAsync(new byte[4096], 1, cancellationToken: connection.Lifetime);
            await connection.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            while (!connection.Stopping.IsCancellationRequested)
                await connection.SendAsync(new byte[64 * 1024]);
        });
        var spec = Make.Spec($"http://127.0.0.1:{server.Port}/", seconds: 60);
        await _prober.ProbeAsync(spec, CancellationToken.None);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long read = 0;
        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, token) =>
            Interlocked.Add(ref read, (await _prober.ProbeAsync(spec, token)).Http!.BodyBytes));
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.True(read >= 40L * BodyReader.MaximumBytes);
        Assert.True(kept < read / 4, $"{kept} bytes were kept of {read} that were read");
    }
}
