using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

public sealed class TlsRecordWatchTests
{
    private static readonly byte[] Hello = [22, 3, 3, 0, 4, 2, 0, 0, 0];
    private static readonly byte[] Alert40 = [21, 3, 3, 0, 2, 2, 40];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100)]
    public void An_alert_is_found_however_the_bytes_are_split(int piece)
    {
        var watch = new TlsRecordWatch();
        byte[] all = [.. Hello, 23, 3, 3, 0, 0, .. Alert40, .. Hello];
        foreach (var bytes in all.Chunk(piece))
            watch.See(bytes);

        Assert.Equal((byte?)40, watch.Alert);
        Assert.True(watch.LooksLikeTls);
        Assert.Equal(all.Length, watch.Total);
        Assert.Equal(all, watch.First.ToArray());
    }

    [Fact]
    public void The_last_alert_is_the_one_remembered()
    {
        var watch = new TlsRecordWatch();
        watch.See([.. Alert40, 21, 3, 3, 0, 2, 1, 0]);
        Assert.Equal((byte?)0, watch.Alert);
    }

    [Fact]
    public void A_longer_alert_is_encrypted_and_not_read()
    {
        var watch = new TlsRecordWatch();
        watch.See([21, 3, 3, 0, 3, 2, 40, 9]);
        Assert.Null(watch.Alert);
    }

    [Fact]
    public void Bytes_that_look_like_an_alert_inside_another_record_are_none()
    {
        var watch = new TlsRecordWatch();
        watch.See([22, 3, 3, 0, 7, .. Alert40]);
        Assert.Null(watch.Alert);
    }

    [Theory]
    [InlineData(new byte[] { 22 }, true)]
    [InlineData(new byte[] { 22, 3 }, true)]
    [InlineData(new byte[] { 22, 2 }, false)]
    [InlineData(new byte[] { (byte)'H' }, false)]
    [InlineData(new byte[0], false)]
    public void Tls_is_told_by_its_first_bytes(byte[] bytes, bool tls)
    {
        var watch = new TlsRecordWatch();
        watch.See(bytes);
        Assert.Equal(tls, watch.LooksLikeTls);
    }

    [Fact]
    public void Only_the_first_64_bytes_are_kept()
    {
        var watch = new TlsRecordWatch();
        for (var i = 0; i < 100; i++)
            watch.See(new byte[10_000]);
        Assert.Equal(64, watch.First.Length);
        Assert.Equal(1_000_000, watch.Total);
    }
}
