using System.Text;
using MoniTao.FaultLab.Tcp;
using MoniTao.FaultLab.Tls;

namespace MoniTao.FaultLab.Http;

/// <summary>Ways to answer a request. Each reads the request first: an answer to nothing is another fault than the one on show.</summary>
internal static class HttpScripts
{
    private static readonly TimeSpan BetweenBytes = TimeSpan.FromSeconds(1);

    /// <summary>A complete response with a body, as a healthy server gives it.</summary>
    public static ConnectionScript Answer(string status, string body = "healthy\n", string headers = "") =>
        Raw(HttpResponses.Plain(status, body, headers));

    /// <summary>A file.</summary>
    public static ConnectionScript Bytes(byte[] content) => async connection =>
    {
        await connection.ReadHttpRequestAsync();
        await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {content.Length}\r\n\r\n");
        await connection.SendAsync(content);
        await connection.FinishAsync();
    };

    /// <summary>These very bytes, then an orderly end: what a truncated or an invalid response is made of.</summary>
    public static ConnectionScript Raw(string response) => async connection =>
    {
        await connection.ReadHttpRequestAsync();
        await connection.SendAsync(response);
        await connection.FinishAsync();
    };

    /// <summary>These bytes within TLS, then bytes below it that no key fits, and no end.</summary>
    public static ConnectionScript Damage(string response) => async connection =>
    {
        await connection.ReadHttpRequestAsync();
        await connection.SendAsync(response);
        await connection.SendBelowTlsAsync(TlsRecords.EarlyApplicationData());
        await connection.WaitForHangUpAsync();
    };

    /// <summary>These bytes, then RST.</summary>
    public static ConnectionScript Cut(string response) => async connection =>
    {
        await connection.ReadHttpRequestAsync();
        await connection.SendAsync(response);
        connection.Reset();
    };

    /// <summary>These bytes, then silence until the client gives up.</summary>
    public static ConnectionScript Stall(string response) => async connection =>
    {
        await connection.ReadHttpRequestAsync();
        await connection.SendAsync(response);
        await connection.WaitForHangUpAsync();
    };

    /// <summary>A quick beginning, then one byte a second: no single wait is long, the whole is.</summary>
    public static ConnectionScript Drip(string quick, string slow) => async connection =>
    {
        await connection.ReadHttpRequestAsync();
        await connection.SendAsync(quick);
        foreach (var character in slow)
        {
            await connection.DelayAsync(BetweenBytes);
            await connection.SendAsync(character.ToString());
        }

        await connection.FinishAsync();
    };

    /// <summary>A beginning, then the same piece again and again until the client gives up.</summary>
    public static ConnectionScript Endless(string beginning, string piece) => async connection =>
    {
        var bytes = Encoding.ASCII.GetBytes(piece);
        await connection.ReadHttpRequestAsync();
        await connection.SendAsync(beginning);
        while (!connection.Stopping.IsCancellationRequested)
        {
            await connection.SendAsync(bytes);
        }
    };

    /// <summary>Chooses by the path of the request.</summary>
    public static ConnectionScript Route(Func<string, string> responseTo) => async connection =>
    {
        var path = await connection.ReadHttpRequestAsync();
        await connection.SendAsync(responseTo(path));
        await connection.FinishAsync();
    };
}
