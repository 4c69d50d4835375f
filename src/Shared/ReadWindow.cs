using System.Buffers;

namespace MoniTao;

/// <summary>
/// What came from a stream and is not read yet, in one pooled array: it grows only with what has to be looked at together. Compiled into each
/// project that reads bytes as they arrive, for these know nothing of each other.
/// </summary>
internal sealed class ReadWindow(int size) : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(size);
    private int _start;
    private int _end;

    /// <summary>How much is there.</summary>
    public int Length => _end - _start;

    /// <summary>What is there; valid until there is made room for more.</summary>
    public ReadOnlySpan<byte> Ahead => _bytes.AsSpan(_start, Length);

    /// <summary>Reads on; what is given back is valid until there is made room for more.</summary>
    public ReadOnlyMemory<byte> Take(int count)
    {
        var taken = _bytes.AsMemory(_start, count);
        _start += count;
        return taken;
    }

    /// <summary>Makes room for more, of one byte at least.</summary>
    public Memory<byte> Room()
    {
        if (Length == 0)
            (_start, _end) = (0, 0);
        if (_end == _bytes.Length)
        {
            var kept = Length;
            var target = kept > _bytes.Length / 2 ? ArrayPool<byte>.Shared.Rent(_bytes.Length * 2) : _bytes;
            Ahead.CopyTo(target);
            if (target != _bytes)
                ArrayPool<byte>.Shared.Return(_bytes);
            (_bytes, _start, _end) = (target, 0, kept);
        }

        return _bytes.AsMemory(_end);
    }

    /// <summary>So much of the room was filled.</summary>
    public void Add(int count) => _end += count;

    public void Dispose()
    {
        var bytes = Interlocked.Exchange(ref _bytes, []);
        (_start, _end) = (0, 0);
        if (bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(bytes);
    }
}
