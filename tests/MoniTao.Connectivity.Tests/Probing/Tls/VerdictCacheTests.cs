using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Probing.Tls;

public sealed class VerdictCacheTests
{
    private static readonly DateTimeOffset Now = Make.Noon;

    [Fact]
    public void A_hundred_thousand_hostile_chains_stay_within_the_bound()
    {
        var cache = new VerdictCache(mostEntries: 1_000, mostBytes: 1 << 20);
        var known = Verdict("known");
        cache.Keep(Key(0), known, Now, DateTimeOffset.MaxValue);
        for (var i = 1; i <= 100_000; i++)
        {
            cache.Keep(Key(i), Verdict(new string('x', i % 1_000)), Now, DateTimeOffset.MaxValue);
            Assert.InRange(cache.Held.Entries, 1, 2_000);
            Assert.InRange(cache.Held.Bytes, 1, 2 << 20);
            if (i % 100 == 0)
                Assert.Same(known, cache.Find(Key(0), Now)); // what is asked for stays
        }

        Assert.Null(cache.Find(Key(50_000), Now));
    }

    [Fact]
    public void The_bytes_are_those_of_what_is_held()
    {
        var cache = new VerdictCache(mostEntries: 2, mostBytes: 1 << 20);
        cache.Keep(Key(1), Verdict("long enough"), Now, DateTimeOffset.MaxValue);
        var one = cache.Held.Bytes;

        cache.Keep(Key(1), Verdict("long enough"), Now, DateTimeOffset.MaxValue);
        Assert.Equal((1, one), cache.Held);
        cache.Keep(Key(2), Verdict("long enough"), Now, DateTimeOffset.MaxValue);
        cache.Keep(Key(3), Verdict("long enough"), Now, DateTimeOffset.MaxValue); // 1 and 2 are the old generation
        Assert.NotNull(cache.Find(Key(1), Now)); // and 1 is young again

        Assert.Equal((3, 3 * one), cache.Held);
    }

    [Fact]
    public void What_nobody_asks_for_is_forgotten_with_time()
    {
        var cache = new VerdictCache();
        cache.Keep(Key(1), Verdict("gone"), Now, DateTimeOffset.MaxValue);
        for (var i = 2; i <= 3; i++)
            cache.Keep(Key(i), Verdict("new"), Now + (i * VerdictCache.Longest), DateTimeOffset.MaxValue);

        Assert.Equal(2, cache.Held.Entries);
    }

    private static VerdictKey Key(int i) => new(0, (UInt128)i);

    private static CertificateVerdict Verdict(string subject) => new(
        new CertificateFacts { Subject = subject, Issuer = "", NotBefore = Now, NotAfter = Now }, []);
}
