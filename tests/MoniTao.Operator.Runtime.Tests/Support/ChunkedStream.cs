namespace MoniTao.Operator.Runtime.Tests.Support;

/// <summary>Gives out at most <paramref name="chunk"/> bytes at a time, as a network does.</summary>
internal sealed class ChunkedStream(byte[] content, int chunk) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(chunk, buffer.Length)], cancellationToken);
}
