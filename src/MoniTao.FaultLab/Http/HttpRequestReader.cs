using System.Text;
using MoniTao.FaultLab.Tcp;

namespace MoniTao.FaultLab.Http;

/// <summary>Reads a request's head, no more than the scripts need: a probe sends no body worth reading.</summary>
internal static class HttpRequestReader
{
    private const int LongestHead = 64 * 1024;

    /// <summary>Reads up to the empty line.</summary>
    /// <returns>The path of the request line, such as <c>/health?deep=1</c>.</returns>
    /// <exception cref="IOException">The client left before the end of its request, or it goes on for too long.</exception>
    public static async Task<string> ReadHttpRequestAsync(this FaultConnection connection)
    {
        var buffer = new byte[LongestHead];
        var length = 0;
        while (length < buffer.Length)
        {
            var read = await connection.Stream.ReadAsync(buffer.AsMemory(length), connection.Lifetime);
            if (read == 0)
            {
                break;
            }

            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) >= 0)
            {
                return Path(Encoding.ASCII.GetString(buffer, 0, length));
            }
        }

        throw new IOException("No complete request.");
    }

    private static string Path(string head)
    {
        var words = head.Split(' ', 3);
        return words.Length == 3 ? words[1] : "/";
    }
}
