namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Counts what comes in, so that an empty answer can be told from a broken one.</summary>
internal sealed class CountingStream(Stream inner) : PassThroughStream(inner)
{
    public long BytesReceived { get; private set; }

    public bool PeerClosed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        BytesReceived += read;
        PeerClosed |= read == 0 && buffer.Length > 0;
        return read;
    }
}
