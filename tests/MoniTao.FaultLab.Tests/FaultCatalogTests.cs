using System.Text.RegularExpressions;

namespace MoniTao.FaultLab.Tests;

public sealed partial class FaultCatalogTests
{
    [Fact]
    public void Names_are_unique_and_in_kebab_case()
    {
        var names = FaultCatalog.All.Select(definition => definition.Name).ToList();
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches(KebabCase(), name));
    }

    [Fact]
    public void Every_entry_is_described_in_one_line()
    {
        Assert.All(FaultCatalog.All, definition => Assert.Matches("^[^\n]{5,80}$", definition.Description));
    }

    [Fact]
    public void Reason_belongs_to_the_layer_that_the_name_begins_with()
    {
        Assert.All(FaultCatalog.All.Where(definition => definition.ExpectedReason is not null), definition =>
        {
            var layer = definition.Name.Split('-')[0];
            Assert.StartsWith(layer, definition.ExpectedReason, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public void Healthy_entries_are_named_so_and_only_they_carry_warnings()
    {
        Assert.All(FaultCatalog.All, definition =>
            Assert.Equal(definition.ExpectedReason is null, definition.Name.StartsWith("healthy-", StringComparison.Ordinal)));
        Assert.All(
            FaultCatalog.All.Where(definition => definition.ExpectedWarning is not null),
            definition => Assert.Null(definition.ExpectedReason));
    }

    [Theory]
    [InlineData("DnsNameNotFound DnsDomainNotRegistered DnsNoData DnsCnameDangling DnsCnameLoop DnsServerFailure DnsSecFailed")]
    [InlineData("DnsAuthorityUnreachable DnsQueryRefused DnsBlocked DnsTimeout DnsServerRefusedConnection DnsTruncated DnsTransportError")]
    [InlineData("DnsMalformedResponse DnsResponseMismatch DnsLameDelegation DnsBogonAnswer DnsUnexpectedAnswer")]
    [InlineData("TcpRefused TcpTimedOut TcpReset TcpAddressInvalid ProberTlsConfiguration")]
    [InlineData("TlsTimedOut TlsReset TlsClosed TlsNotSpoken TlsProtocolError TlsVersionMismatch TlsHandshakeRejected TlsUnrecognizedName")]
    [InlineData("TlsAlpnMismatch TlsClientCertRequired TlsCertExpired TlsCertNotYetValid TlsCertNameMismatch TlsCertSelfSigned")]
    [InlineData("TlsCertUntrustedRoot TlsCertIncompleteChain TlsCertInvalid TlsCertWeak TlsCertRevoked")]
    [InlineData("HttpClientError HttpServerError HttpTimedOut HttpBodyStalled HttpEmptyResponse HttpTruncatedResponse HttpReset")]
    [InlineData("HttpInvalidResponse HttpRedirectLoop HttpUnexpectedRedirect HttpResponseTooLarge HttpBodyMismatch HttpUnexpectedStatus HttpProtocolError")]
    public void Every_reason_that_loopback_can_make_has_an_entry(string reasons) =>
        Assert.Empty(reasons.Split(' ').Except(FaultCatalog.All.Select(definition => definition.ExpectedReason)));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)+$")]
    private static partial Regex KebabCase();
}
