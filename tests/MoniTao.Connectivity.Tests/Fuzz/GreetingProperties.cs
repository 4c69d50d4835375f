using System.Net;
using CsCheck;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Probing.Tls;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>What a server says first goes into the evidence as one short line.</summary>
public sealed class GreetingProperties
{
    private static readonly Gen<byte[]> Greetings = Mutations.Of(
        [.. "220 mail.lab.test ESMTP ready\r\n"u8], [.. "SSH-2.0-OpenSSH_9.2\r\n"u8], [74, 0, 0, 0, 10, .. "5.7.1"u8, 0], [.. "\u001b[2J\u001b]0;owned\u0007"u8], [22, 3, 1, 0, 5, 1, 0, 0, 1, 3]);

    [Fact]
    public Task A_greeting_is_one_short_printable_line() => Property.HoldsAsync(Greetings.Where(bytes => bytes.Length > 0), async greeting =>
    {
        await using var server = ScriptedTcpServer.Start(connection => connection.SendAsync(greeting));
        using var deadline = Make.Deadline();

        var text = await FirstBytes.ReadAsync(new IPEndPoint(IPAddress.Loopback, server.Port), deadline);

        Assert.NotNull(text);
        Safe.Text(text, 48);
        Safe.Text(ProtocolGuess.Of(greeting) ?? "", 16);
    }, tries: 60);
}
