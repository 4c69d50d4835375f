using CsCheck;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>The framing of TLS as the tap sees it, in whatever pieces it comes.</summary>
public sealed class TlsRecordProperties
{
    private static readonly Gen<byte[]> Streams = Mutations.Of(
        [21, 3, 3, 0, 2, 2, 40],
        [22, 3, 3, 0, 4, 1, 2, 3, 4, 21, 3, 3, 0, 2, 1, 112, 21, 3, 3, 0, 2, 2, 70],
        [22, 3, 1, 0, 0, 20, 3, 3, 0, 1, 1, 23, 3, 3, 0, 3, 9, 9, 9, 21, 3, 3, 0, 2, 2, 0],
        [21, 3, 3, 0, 26, .. Enumerable.Repeat((byte)7, 26), 21, 3, 3, 0, 2, 2, 48],
        [23, 3, 3, 255, 255, .. Enumerable.Repeat((byte)21, 300)],
        [.. "HTTP/1.1 400 Bad Request\r\n\r\n"u8]);

    [Fact]
    public void The_pieces_make_no_difference_and_nothing_is_kept() => Property.Holds(Gen.Select(Streams, Gen.Int[1, 9].Array[1, 20]), input =>
    {
        var (bytes, pieces) = input;
        var (whole, parts) = (new TlsRecordWatch(), new TlsRecordWatch());
        whole.See(bytes);
        var allocated = Property.Allocated(() =>
        {
            for (var (at, i) = (0, 0); at < bytes.Length; i++)
            {
                var length = Math.Min(pieces[i % pieces.Length], bytes.Length - at);
                parts.See(bytes.AsSpan(at, length));
                at += length;
            }
        });

        Assert.Equal(0, allocated);
        Assert.Equal((whole.Alert, whole.Total, whole.LooksLikeTls), (parts.Alert, parts.Total, parts.LooksLikeTls));
        Assert.True(whole.First.SequenceEqual(parts.First));
        Assert.True(whole.First.SequenceEqual(bytes.AsSpan(0, Math.Min(64, bytes.Length))));
        Assert.Equal(Alert(bytes), whole.Alert);
        Safe.Text(ProtocolGuess.Of(whole.First) ?? "", 16);
    }, tries: 5000);

    /// <summary>The last alert of two bytes, record by record.</summary>
    private static byte? Alert(byte[] bytes)
    {
        byte? alert = null;
        for (var at = 0; at + 5 <= bytes.Length; at += 5 + ((bytes[at + 3] << 8) | bytes[at + 4]))
        {
            if (bytes[at] == 21 && bytes[at + 3] == 0 && bytes[at + 4] == 2 && at + 7 <= bytes.Length)
                alert = bytes[at + 6];
        }

        return alert;
    }
}
