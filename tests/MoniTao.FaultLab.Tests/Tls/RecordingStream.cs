using System.Net.Sockets;

namespace MoniTao.FaultLab.Tests.Tls;

/// <summary>Keeps every byte that the server sent, below TLS.</summary>
internal sealed class RecordingStream(Socket socket) : Stream
{
    private readonly NetworkStream inner = new(socket);
    private readonly List<byte> received = [];

    /// <summary>The record types and first fragment bytes seen so far, in order.</summary>
    public IReadOnlyList<(byte Type, byte[] Fragment)> Records
    {
        get
        {
            var records = new List<(byte, byte[])>();
            var bytes = received.ToArray().AsSpan();
            while (bytes.Length >= 5)
            {
                var length = Math.Min((bytes[3] << 8) | bytes[4], bytes.Length - 5);
                records.Add((bytes[0], bytes.Slice(5, length).ToArray()));
                bytes = bytes[(5 + length)..];
            }

            return records;
        }
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        received.AddRange(buffer.Span[..read]);
        return read;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}
