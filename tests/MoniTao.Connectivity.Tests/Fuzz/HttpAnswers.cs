using System.Text;
using CsCheck;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Answers of web servers, whole and broken.</summary>
internal static class HttpAnswers
{
    private static readonly string[] Answers =
    [
        "HTTP/1.1 200 OK\r\nContent-Length: 7\r\nConnection: close\r\n\r\nhealthy",
        "HTTP/1.0 404 Not Found\r\nServer: lab\r\n\r\ngone",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\nX: y\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: https://www.lab.test:8443/a/b?c=d#e\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 301 Moved\r\nLocation: //user:pw@[::1]:80/\r\n\r\n",
        "HTTP/1.1 308 Moved\r\nLocation: ../x y\r\nLocation: file:///etc/passwd\r\n\r\n",
        "HTTP/1.1 503 \u001b[31mNo\r\nRetry-After: 5\r\nSet-Cookie: a=b\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 5\r\nContent-Type: text/html; charset=nonsense\r\nContent-Encoding: gzip\r\n\r\nabcde",
        "SSH-2.0-OpenSSH_9.2\r\n",
    ];

    public static readonly Gen<byte[]> Mutated = Mutations.OfText(
        Answers, "\r\n", "\n", "\0", "Location: ", "http://", "https://", "javascript:", "%00", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "FFFFFFFFFFFFFFFF\r\n", "Connection: upgrade\r\n", "\u202e", "[::1%25lo]", "999", "xn--", "É")
        .Select(Encoding.Latin1.GetBytes);
}
