using System.Text.RegularExpressions;
using MoniTao.Connectivity.Probing.Http;

namespace MoniTao.Connectivity.Tests.Probing.Http;

public sealed class BodyReaderTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(BodyReader.MaximumBytes, false)]
    [InlineData(BodyReader.MaximumBytes + 1, true)]
    public async Task A_body_may_have_ten_mebibytes(long length, bool tooLarge)
    {
        var reader = new BodyReader(null);
        await reader.ReadAsync(new Filler(length), CancellationToken.None);

        Assert.Equal(tooLarge, reader.TooLarge);
        Assert.Equal(length, reader.Bytes);
        Assert.Null(reader.Matched);
    }

    [Fact]
    public async Task An_endless_body_is_left_soon_after_the_limit()
    {
        var body = new Filler(long.MaxValue);
        var reader = new BodyReader(new Regex("."));
        await reader.ReadAsync(body, CancellationToken.None);

        Assert.True(reader.TooLarge);
        Assert.Null(reader.Matched);
        Assert.InRange(body.Handed, BodyReader.MaximumBytes, BodyReader.MaximumBytes + 16 * 1024);
    }

    [Fact]
    public async Task The_pattern_sees_the_first_mebibyte()
    {
        var reader = new BodyReader(new Regex("^x{1048576}$"));
        await reader.ReadAsync(new Filler(2 * 1024 * 1024), CancellationToken.None);
        Assert.True(reader.Matched);
    }

    private sealed class Filler(long length) : Stream
    {
        public long Handed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => Handed; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = (int)Math.Min(buffer.Length, length - Handed);
            buffer.Span[..count].Fill((byte)'x');
            Handed += count;
            return ValueTask.FromResult(count);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
