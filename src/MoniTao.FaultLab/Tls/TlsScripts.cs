using System.Net.Security;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Tls;

/// <summary>Ways to fail a handshake. Most wait for the whole ClientHello: unread bytes would turn an orderly close into a reset.</summary>
internal static class TlsScripts
{
    /// <summary>Accepts and says nothing.</summary>
    public static Task Silent(FaultConnection connection) => connection.WaitForHangUpAsync();

    /// <summary>Speaks first, as SSH and SMTP servers do.</summary>
    public static ConnectionScript Banner(string text) => async connection =>
    {
        await connection.SendAsync(text);
        await connection.WaitForHangUpAsync();
    };

    /// <summary>These bytes in reply to the ClientHello, then an orderly end; no bytes for FIN alone.</summary>
    public static ConnectionScript Reply(byte[] bytes) => async connection =>
    {
        await TlsRecords.ReadAsync(connection);
        await connection.SendAsync(bytes);
        await connection.FinishAsync();
    };

    /// <summary>RST in reply to the ClientHello.</summary>
    public static async Task Reset(FaultConnection connection)
    {
        await TlsRecords.ReadAsync(connection);
        connection.Reset();
    }

    /// <summary>A real handshake, then nothing until the client leaves.</summary>
    public static ConnectionScript Handshake(SslServerAuthenticationOptions options) => async connection =>
    {
        await connection.SecureAsync(options);
        await connection.WaitForHangUpAsync();
        await connection.FinishAsync();
    };

    /// <summary>A real handshake, then a script within it.</summary>
    public static ConnectionScript Within(SslServerAuthenticationOptions options, ConnectionScript inner) => async connection =>
    {
        await connection.SecureAsync(options);
        await inner(connection);
    };
}
