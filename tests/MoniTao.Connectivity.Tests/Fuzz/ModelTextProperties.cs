using System.Net;
using CsCheck;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Texts that people write: what is read and printed is read as the same again.</summary>
public sealed class ModelTextProperties
{
    [Fact]
    public void A_target_that_is_read_prints_as_itself() => Property.Holds(
        Mutations.OfText(
            ["https://Shop.Example/health?a=b", "http://[2001:DB8::1]:8080/x", "tls://bücher.example:443", "tcp://127.0.0.1:00080/", "icmp://a.b.", "dns://example.com", "http://[fe80::1%25lo]/", "http://h?" + new string('q', 2036)],
            "://", "[", "]", "::", ":0", ":65536", "@", "%2f", "#", "..", ".", "xn--", "ß", "。", "1.2.3.4", "0x7f", "\u202e"),
        text =>
        {
            if (!TargetParser.TryParse(text, out var target, out var error))
            {
                Assert.NotEmpty(error);
                Assert.InRange(error.Length, 1, 600);
                Assert.DoesNotContain(error, char.IsControl);
                return;
            }

            var printed = target.ToString(); // it may be longer than what was written: a slash, punycode
            Assert.True(TargetParser.TryParse(printed, out var again, out error) || printed.Length > TargetParser.MaximumLength, error);
            Assert.Equal(target, again ?? target);
            Assert.Equal(printed, (again ?? target).ToString());
            Assert.Equal(target.UsesTcp, target.Port is >= 1 and <= 65535);
            Assert.All(target.Host, c => Assert.True(char.IsAscii(c) && !char.IsAsciiLetterUpper(c)));
        }, tries: 6000);

    [Fact]
    public void A_resolver_that_is_read_prints_as_itself() => Property.Holds(
        Mutations.OfText(["system", "1.1.1.1", "8.8.8.8:5353", "2001:db8::1", "[2001:db8::1]:53", "fe80::1%1", "::ffff:1.2.3.4", "127.1:53"], ":", "%", "0", "[", "]", "65535"),
        text =>
        {
            if (!ResolverAddress.TryParse(text, out var resolver, out var error))
            {
                Assert.NotEmpty(error);
                return;
            }

            Assert.True(ResolverAddress.TryParse(resolver.ToString(), out var again, out error), error);
            Assert.Equal(resolver, again);
            Assert.True(resolver.Server is null or { Port: > 0 });
        }, tries: 6000);

    [Fact]
    public void Any_resolver_that_can_be_printed_can_be_read() => Property.Holds(
        Gen.Select(Gen.Byte.Array[16], Gen.Bool, Gen.Int[1, 65535]).Select((bytes, six, port) => new ResolverAddress(new IPEndPoint(new IPAddress(six ? bytes : bytes[..4]), port))),
        resolver => Assert.Equal(resolver, ResolverAddress.TryParse(resolver.ToString(), out var again, out var error) ? again : throw new FormatException(error)));

    [Fact]
    public void A_range_of_status_codes_that_is_read_prints_as_itself() => Property.Holds(
        Mutations.OfText(["200", "200-299", "100-599", "0200"], "-", "+", " ", "99999999999"),
        text =>
        {
            if (!StatusRange.TryParse(text, out var range))
                return;
            Assert.True(StatusRange.TryParse(range.ToString(), out var again));
            Assert.Equal(range, again);
            Assert.True(range.First is >= 100 and <= 599 && range.Last >= range.First && range.Last <= 599);
        }, tries: 3000);

    [Fact]
    public void Any_name_is_read_or_refused_with_a_phrase() => Property.Holds(
        Mutations.OfText(["shop.example", "bücher.example", "xn--bcher-kva.example", "[::1]", "日本。jp"], "\0", "\u0301", "\ud800", "\u200d", "-", "_", new string('a', 64)),
        text =>
        {
            if (HostName.TryNormalize(text, out var name, out var error))
                Assert.True(HostName.TryNormalize(name.Contains(':', StringComparison.Ordinal) ? $"[{name}]" : name, out var again, out error) && again == name, error);
            else
                Assert.NotEmpty(error);
        }, tries: 4000);
}
