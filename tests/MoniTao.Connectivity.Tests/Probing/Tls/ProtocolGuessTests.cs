using System.Text;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

public sealed class ProtocolGuessTests
{
    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request", "HTTP")]
    [InlineData("<html><body>", "HTTP")]
    [InlineData("<!DOCTYPE html>", "HTTP")]
    [InlineData("SSH-2.0-OpenSSH_9.2", "SSH")]
    [InlineData("220 mail.example.com", "SMTP or FTP")]
    [InlineData("+OK ready", "POP3")]
    [InlineData("* OK IMAP4rev1", "IMAP")]
    [InlineData("-ERR unknown command", "Redis")]
    [InlineData("-NOAUTH Authentication required.", "Redis")]
    [InlineData("RFB 003.008", "VNC")]
    [InlineData("J\0\0\0\n8.0.36\0", "MySQL")]
    [InlineData("", null)]
    [InlineData("HT", null)]
    [InlineData("who knows", null)]
    public void A_server_is_known_by_its_greeting(string greeting, string? protocol) =>
        Assert.Equal(protocol, ProtocolGuess.Of(Encoding.Latin1.GetBytes(greeting)));
}
