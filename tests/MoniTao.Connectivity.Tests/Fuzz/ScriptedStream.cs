using System.Net.Sockets;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>The far end of a connection: gives these bytes in pieces, over and over when it is endless, and takes whatever is written.</summary>
internal sealed class ScriptedStream(byte[] bytes, Ending ending, int piece = int.MaxValue, byte[]? endless = null) : Stream
{
    private int _at;

    /// <summary>How much was read: what an endless peer could make us keep.</summary>
    public long Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_at == bytes.Length && endless is not null)
            (bytes, _at) = (endless, 0);
        var count = Math.Min(Math.Min(buffer.Length, piece), bytes.Length - _at);
        if (count == 0 && buffer.Length > 0 && ending == Ending.Reset)
            throw new IOException("", new SocketException((int)SocketError.ConnectionReset));
        bytes.AsMemory(_at, count).CopyTo(buffer);
        _at += count;
        Given += count;
        if (endless is not null)
            await Task.Yield(); // a peer that never ends must not hold the thread
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
