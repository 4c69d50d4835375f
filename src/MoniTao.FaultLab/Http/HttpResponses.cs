using System.Globalization;
using System.Text;

namespace MoniTao.FaultLab.Http;

/// <summary>Responses as text, ready to send.</summary>
internal static class HttpResponses
{
    private const int HeaderLines = 1024;

    /// <summary>A complete response whose connection ends after it.</summary>
    /// <param name="status">Code and phrase, such as <c>200 OK</c>.</param>
    /// <param name="body">ASCII text.</param>
    /// <param name="headers">More header lines, each with its CR LF.</param>
    public static string Plain(string status, string body, string headers = "")
    {
        var length = body.Length.ToString(CultureInfo.InvariantCulture);
        return $"HTTP/1.1 {status}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n{headers}Connection: close\r\n\r\n{body}";
    }

    public static string RedirectTo(string location) => Plain("302 Found", "", $"Location: {location}\r\n");

    /// <summary>One hop, then health.</summary>
    public static string RedirectOnce(string path) => path == "/healthy" ? Plain("200 OK", "healthy\n") : RedirectTo("/healthy");

    /// <summary>Two pages that name each other.</summary>
    public static string RedirectToAndFro(string path) => RedirectTo(path == "/to" ? "/fro" : "/to");

    /// <summary>A new page each time: only a limit on hops ends this, a memory of visited pages does not.</summary>
    public static string RedirectOnward(string path) => RedirectTo(path.Length < 1000 ? path + "x" : "/");

    /// <summary>About a megabyte of header lines before an empty body.</summary>
    public static string WithHugeHeaders()
    {
        var lines = new StringBuilder();
        var value = new string('x', 1000);
        for (var line = 0; line < HeaderLines; line++)
        {
            lines.Append(CultureInfo.InvariantCulture, $"X-Filler-{line:D4}: {value}\r\n");
        }

        return Plain("200 OK", "", lines.ToString());
    }
}
