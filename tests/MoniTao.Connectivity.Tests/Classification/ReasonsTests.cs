using System.Net;
using System.Text.RegularExpressions;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Tests.Classification;

public sealed class ReasonsTests
{
    public static TheoryData<string> Names => [.. Reasons.All.Select(r => r.Name)];

    [Fact]
    public void The_catalog_holds_every_reason_once()
    {
        Assert.True(Reasons.All.Count > 60);
        Assert.Equal(Reasons.All.Count, Reasons.All.Select(r => r.Name).Distinct().Count());
        Assert.Null(Reasons.Find("NoSuchReason"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_reason_is_complete(string name)
    {
        var reason = Reasons.Find(name)!;

        Assert.Same(reason, typeof(Reasons).GetField(name)?.GetValue(null));
        Assert.Matches("^[A-Z][A-Za-z]+$", name);
        Assert.NotEmpty(reason.Meaning);
        Assert.NotEmpty(reason.Hint);
        Assert.False(char.IsUpper(reason.Meaning[0]) && !char.IsUpper(reason.Meaning[1]), "the meaning is the rest of a sentence");
        Assert.DoesNotMatch(@"[.\s]$", reason.Meaning);
        Assert.DoesNotMatch(@"[.\s]$", reason.Hint);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_prefix_is_its_layer_and_its_conditions_are_those_of_the_layer(string name)
    {
        var reason = Reasons.Find(name)!;
        if (reason.Layer == Layer.Prober)
        {
            Assert.Matches("^(Probe|IcmpUnavailable)", name);
            Assert.Equal(FaultDomain.Prober, reason.Fault);
            Assert.Equal(FailureConditions.None, reason.Conditions);
            return;
        }

        Assert.StartsWith($"{reason.Layer}", name, StringComparison.Ordinal);
        Assert.NotEqual(FaultDomain.Prober, reason.Fault);
        Assert.NotEqual(FailureConditions.None, reason.Conditions);
        Assert.NotNull(reason.Nel);
        var due = reason.Layer switch
        {
            Layer.Dns => FailureConditions.DnsFailed,
            Layer.Tls => FailureConditions.TlsError,
            Layer.Http => FailureConditions.HttpError,
            _ => FailureConditions.None,
        };
        Assert.Equal(due, reason.Conditions & (FailureConditions.DnsFailed | FailureConditions.TlsError | FailureConditions.HttpError));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_hint_has_no_placeholder_left(string name)
    {
        var bare = new Finding(Reasons.Find(name)!, "");
        var full = bare with { Address = IPAddress.Parse("10.0.0.1"), Resolver = new IPEndPoint(IPAddress.Parse("10.0.0.2"), 53) };
        foreach (var finding in (Finding[])[bare, full])
            Assert.DoesNotMatch(new Regex("[{}]"), Hints.Fill(finding, Make.Target("https://shop.example.com/")));
    }
}
