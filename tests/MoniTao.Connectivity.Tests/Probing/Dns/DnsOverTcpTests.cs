using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.FaultLab.Dns;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

/// <summary>What comes after an answer that was cut to fit a datagram.</summary>
public sealed class DnsOverTcpTests
{
    private static readonly byte[] Right = [.. NameServer.Here(Asked()).ToBytes(Asked())];

    [Fact]
    public async Task An_answer_in_small_pieces_is_put_together()
    {
        var facts = await AskAsync(async (connection, id) =>
        {
            foreach (var octet in Framed(id, Right))
                await connection.SendAsync(new byte[] { octet });
        });

        Assert.Equal(DnsOutcome.Answered, facts.Outcome);
        Assert.True(facts.OverTcp);
        Assert.Single(facts.Addresses);
    }

    [Fact]
    public async Task An_answer_with_another_id_is_not_believed()
    {
        var facts = await AskAsync((connection, id) => connection.SendAsync(Framed((ushort)~id, Right)));

        Assert.Equal((DnsOutcome.Mismatched, DnsMismatchKind.Id), (facts.Outcome, facts.Mismatch!.Kind));
    }

    [Theory]
    [InlineData(new byte[0])] // it hangs up at once
    [InlineData(new byte[] { 0 })]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0, 3, 1, 2, 3 })]
    [InlineData(new byte[] { 0, 30, 1, 2, 3 })]
    public async Task What_is_no_answer_is_the_transports_fault(byte[] sent)
    {
        var facts = await AskAsync((connection, _) => connection.SendAsync(sent));

        Assert.Equal(DnsOutcome.TransportFailed, facts.Outcome);
    }

    [Fact]
    public async Task Being_called_off_closes_the_connection()
    {
        using var caller = new CancellationTokenSource();
        var hungUp = new TaskCompletionSource();
        var facts = await AskAsync(
            async (connection, _) =>
            {
                await caller.CancelAsync();
                try
                {
                    await connection.WaitForHangUpAsync();
                }
                finally
                {
                    hungUp.SetResult(); // by FIN, or by RST
                }
            },
            caller.Token);

        Assert.Equal(DnsOutcome.Cancelled, facts.Outcome);
        await hungUp.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static DnsQuery Asked() => new(0, "a.lab.test", DnsRecordType.A, (byte[])[1, (byte)'a', 3, .. "lab"u8, 4, .. "test"u8, 0, 0, 1, 0, 1], OverTcp: true);

    private static byte[] Framed(ushort id, byte[] answer) => [(byte)(answer.Length >> 8), (byte)answer.Length, (byte)(id >> 8), (byte)id, .. answer[2..]];

    private static async Task<DnsQueryFacts> AskAsync(Func<FaultConnection, ushort, Task> answer, CancellationToken caller = default)
    {
        ConnectionScript script = async connection =>
        {
            var head = new byte[4];
            await connection.Stream.ReadExactlyAsync(head, connection.Lifetime);
            await connection.Stream.ReadExactlyAsync(new byte[((head[0] << 8) | head[1]) - 2], connection.Lifetime);
            await answer(connection, (ushort)((head[2] << 8) | head[3]));
        };
        await using var server = ScriptedDnsServer.Start(query => new DnsReply { IsTruncated = true }.ToBytes(query), script);
        using var deadline = new Deadline(TimeProvider.System, TimeSpan.FromSeconds(30), caller);
        return await new DnsQuerier(TimeProvider.System).QueryAsync("a.lab.test", AddressFamily.InterNetwork, server.EndPoint, deadline);
    }
}
