using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Benchmarks.Micro;

/// <summary>A question over UDP: encoded, sent, received, decoded. The server is a socket that allocates nothing.</summary>
[MemoryDiagnoser]
public class DnsBenchmarks
{
    private const int HeaderLength = 12;

    private readonly DnsQuerier _querier = new(TimeProvider.System);
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private Task _serving = Task.CompletedTask;

    [GlobalSetup]
    public void Serve()
    {
        _server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _serving = AnswerAsync();
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _server.Dispose();
        _stop.Dispose();
    }

    [Benchmark]
    public async Task<object> A_question_answered_over_loopback()
    {
        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromSeconds(10), CancellationToken.None);
        var facts = await _querier.QueryAsync("shop.lab.test", AddressFamily.InterNetwork, (IPEndPoint)_server.LocalEndPoint!, deadline);
        return facts.Addresses.Count == 1 ? facts : throw new BenchException($"the answer was {facts.Outcome}");
    }

    /// <summary>Repeats the question and adds one address, its owner a pointer to the name in the question (RFC 1035, 4.1.4).</summary>
    private async Task AnswerAsync()
    {
        byte[] record = [0xC0, HeaderLength, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 127, 0, 0, 1];
        var buffer = new byte[512];
        var sender = new SocketAddress(AddressFamily.InterNetwork);
        while (true)
        {
            _ = await _server.ReceiveFromAsync(buffer, SocketFlags.None, sender, _stop.Token);
            var end = HeaderLength;
            while (buffer[end] != 0)
                end += buffer[end] + 1;
            end += 5;
            (buffer[2], buffer[3]) = (0x81, 0x80);
            (buffer[7], buffer[11]) = (1, 0); // one answer, no OPT record
            record.CopyTo(buffer, end);
            await _server.SendToAsync(buffer.AsMemory(0, end + record.Length), SocketFlags.None, sender, _stop.Token);
        }
    }
}
