using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Reads a body to its end within bounds, so that a stalled or cut one is noticed, and matches the pattern.</summary>
internal sealed class BodyReader(Regex? pattern)
{
    /// <summary>A larger body is called too large: nobody needs that much to know that a server is well.</summary>
    public const int MaximumBytes = 10 * 1024 * 1024;

    /// <summary>The pattern sees this much.</summary>
    private const int MaximumMatched = 1024 * 1024;

    private const int ChunkLength = 16 * 1024;

    public long Bytes { get; private set; }

    public bool TooLarge { get; private set; }

    public bool? Matched { get; private set; }

    public bool PatternTimedOut { get; private set; }

    public async Task ReadAsync(Stream body, CancellationToken cancellation)
    {
        var kept = pattern is null ? null : new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkLength);
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer.AsMemory(0, ChunkLength), cancellation).ConfigureAwait(false)) > 0)
            {
                Bytes += read;
                if (kept is not null && kept.Length < MaximumMatched)
                    kept.Write(buffer, 0, (int)Math.Min(read, MaximumMatched - kept.Length));
                if (Bytes > MaximumBytes)
                {
                    TooLarge = true;
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (kept is not null)
            Match(kept);
    }

    private void Match(MemoryStream kept)
    {
        try
        {
            Matched = pattern!.IsMatch(Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length));
        }
        catch (RegexMatchTimeoutException)
        {
            Matched = false;
            PatternTimedOut = true;
        }
    }
}
