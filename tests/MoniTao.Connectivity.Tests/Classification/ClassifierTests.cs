using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.Connectivity.Probing.Http;
using MoniTao.Connectivity.Probing.Tcp;
using MoniTao.Connectivity.Probing.Tls;

namespace MoniTao.Connectivity.Tests.Classification;

public sealed class ClassifierTests
{
    private static readonly IPEndPoint Remote = new(IPAddress.Parse("192.0.2.1"), 443);
    private static readonly CertificateFacts Certificate = new() { Subject = "CN=a", Issuer = "CN=b", NotBefore = Make.Noon.AddDays(-30), NotAfter = Make.Noon.AddDays(30) };

    private static readonly Observation Well = Make.Seen() with
    {
        Dns = new DnsFacts { Name = "shop.example.com", Source = DnsSource.Hosts, Addresses = [Remote.Address] },
        Tcp = new TcpFacts([new ConnectFacts { Remote = Remote, Connected = true }], default),
        Tls = new TlsFacts { ServerName = "shop.example.com", Completed = true, Certificate = Certificate },
        Http = new HttpFacts { Phase = HttpPhase.Complete, Status = 200 },
    };

    [Fact]
    public void A_defect_of_the_classifier_is_the_probers_own_and_leaves_its_place()
    {
        // an attempt that nobody can read: the list of attempts is null where the type forbids it
        var named = Classifier.Classify(Make.Seen() with
        {
            Dns = new DnsFacts { Name = "shop.example.com", Source = DnsSource.Hosts, Addresses = [Remote.Address] },
            Tcp = new TcpFacts(null!, default),
        });

        Assert.Equal((Reasons.ProberInternalError, ProbeResult.Inconclusive), (named.Reason, named.Result));
        Assert.Contains(nameof(TcpFacts), named.Defect, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_seen_to_work_is_a_success()
    {
        var named = Classifier.Classify(Well);

        Assert.Equal(ProbeResult.Success, named.Result);
        Assert.Equal("", named.Hint);
        Assert.All(named.Layers, l => Assert.Equal(LayerOutcome.Passed, l.Outcome));
    }

    [Fact]
    public void What_was_not_probed_to_the_end_is_no_success()
    {
        foreach (var cut in (Observation[])[Well with { Http = null }, Well with { Tls = Well.Tls! with { Certificate = null }, Http = null }, Well with { Tcp = null, Tls = null, Http = null }])
        {
            var named = Classifier.Classify(cut);
            Assert.Equal(ProbeResult.Inconclusive, named.Result);
            Assert.Equal(Reasons.ProberInternalError, named.Reason);
        }
    }

    [Theory]
    [InlineData(900, "TcpTimedOut")]
    [InlineData(1500, "ProberOverloaded")]
    public void A_time_out_of_a_starved_process_proves_nothing(int late, string reason)
    {
        var named = Classifier.Classify(Failed(NetworkFault.TimedOut, late));

        Assert.Equal(reason, named.Reason!.Name);
        Assert.Equal(LayerOutcome.Failed, named.Layers[1].Outcome);
        Assert.Equal(LayerOutcome.NotReached, named.Layers[2].Outcome);
    }

    [Fact]
    public void A_refusal_stays_one_however_starved_the_process_was() =>
        Assert.Equal(Reasons.TcpRefused, Classifier.Classify(Failed(new(FaultKind.Socket, SocketError.ConnectionRefused), 9000)).Reason);

    [Theory]
    [InlineData(2000, 0, "HttpTimedOut")]
    [InlineData(2600, 0, "ProberOverloaded")]
    [InlineData(0, 2600, "ProberOverloaded")]
    [InlineData(1300, 1300, "ProberOverloaded")]
    [InlineData(1200, 1200, "HttpTimedOut")]
    public void Many_short_delays_make_a_time_out_as_worthless_as_one_long_one(int canary, int unread, string reason)
    {
        var named = Classifier.Classify(Well with
        {
            Elapsed = TimeSpan.FromSeconds(10),
            Tcp = Well.Tcp! with { OwnDelay = TimeSpan.FromMilliseconds(unread) },
            Http = new HttpFacts { Phase = HttpPhase.Request, Fault = NetworkFault.TimedOut },
            Prober = new ProberFacts { TotalStarvation = TimeSpan.FromMilliseconds(canary), Starvation = TimeSpan.FromMilliseconds(90) },
        });
        Assert.Equal(reason, named.Reason!.Name);
    }

    [Fact]
    public void An_answer_that_the_kernel_had_and_we_did_not_hear_is_no_silence_of_the_target()
    {
        var silent = new ConnectFacts { Remote = Remote, Fault = NetworkFault.TimedOut };
        var seen = Failed(NetworkFault.TimedOut, 0);

        Assert.Equal(Reasons.TcpTimedOut, Classifier.Classify(seen).Reason);
        Assert.Equal(Reasons.ProberOverloaded, Classifier.Classify(seen with { Tcp = new TcpFacts([silent, silent with { Unheard = true }], default) }).Reason);
    }

    [Fact]
    public void A_probe_that_was_called_off_or_broke_down_says_nothing_of_the_target()
    {
        Assert.Equal(Reasons.ProbeCancelled, Classifier.Classify(Well with { Prober = new ProberFacts { Cancelled = true } }).Reason);
        Assert.Equal(Reasons.ProberInternalError, Classifier.Classify(Make.Seen() with { Prober = new ProberFacts { UnexpectedException = "FormatException" } }).Reason);
        Assert.Equal(Reasons.ProbeCancelled, Classifier.Classify(Make.Seen()).Reason);
    }

    [Theory]
    [InlineData(true, false, 0, "TlsClientCertRequired")]
    [InlineData(true, true, 0, "HttpEmptyResponse")]
    [InlineData(false, false, 0, "HttpEmptyResponse")]
    [InlineData(true, false, 10, "HttpTruncatedResponse")]
    public void A_hang_up_after_asking_for_a_certificate_means_the_certificate(bool asked, bool sent, long bytes, string reason)
    {
        var named = Classifier.Classify(Well with
        {
            Tls = Well.Tls! with { ClientCertificateRequested = asked, ClientCertificateSent = sent },
            Http = new HttpFacts { Phase = HttpPhase.Request, Fault = NetworkFault.EndOfStream, BytesReceived = bytes },
        });
        Assert.Equal(reason, named.Reason!.Name);
    }

    [Fact]
    public void An_alert_during_the_exchange_is_a_matter_of_tls()
    {
        var named = Classifier.Classify(Well with { Http = new HttpFacts { Phase = HttpPhase.Request, Fault = new(FaultKind.Protocol, TlsAlert: 116) } });

        Assert.Equal(Reasons.TlsClientCertRequired, named.Reason);
        Assert.Equal(LayerOutcome.NotReached, named.Layers[^1].Outcome);
    }

    [Fact]
    public void The_message_is_a_sentence_and_the_hint_names_the_address()
    {
        var named = Classifier.Classify(Failed(new(FaultKind.Socket, SocketError.ConnectionRefused), 0));

        Assert.Equal("The connection is refused: the host answers, but nothing listens on the port (192.0.2.1:443)", named.Message);
        Assert.Contains("192.0.2.1", named.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(13, true)]
    [InlineData(-1, false)]
    public void A_certificate_near_its_end_is_a_warning_and_one_past_it_is_a_failure(int days, bool warned)
    {
        var seen = Well with { Tls = Well.Tls! with { Certificate = Certificate with { NotAfter = Make.Noon.AddDays(days) } } };
        Assert.Equal(warned, Classifier.Classify(seen).CertificateExpiring is not null);
    }

    [Theory]
    [InlineData("1.2.3.4", "5.6.7.8", false)]
    [InlineData("1.2.3.4", "3", true)]
    [InlineData("1.2.3.4", "0 0", true)]
    [InlineData("1.2.3.4", "0 silent", false)]
    [InlineData("1.2.3.4", "2", false)]
    [InlineData("3", "3", false)]
    [InlineData("3", "1.2.3.4", true)]
    [InlineData("silent", "1.2.3.4", false)]
    public void Resolvers_disagree_when_one_says_that_the_name_does_not_exist(string first, string second, bool inconsistent)
    {
        var seen = Well with { Dns = Well.Dns! with { Deciding = Said(first), Compared = [Said(second)] } };
        Assert.Equal(inconsistent, Classifier.Classify(seen).DnsInconsistent is not null);
    }

    private static Observation Failed(NetworkFault fault, int lateMilliseconds) => Well with
    {
        Tcp = new TcpFacts([new ConnectFacts { Remote = Remote, Fault = fault }], default),
        Tls = null,
        Http = null,
        Elapsed = TimeSpan.FromSeconds(20),
        Prober = new ProberFacts { Starvation = TimeSpan.FromMilliseconds(lateMilliseconds) },
    };

    private static ResolverFacts Said(string answers)
    {
        var queries = answers.Split(' ').Select(a => new DnsQueryFacts
        {
            Name = "shop.example.com",
            Family = AddressFamily.InterNetwork,
            Server = new IPEndPoint(IPAddress.Loopback, 53),
            Outcome = a == "silent" ? DnsOutcome.Silent : DnsOutcome.Answered,
            Rcode = a == "silent" ? null : a.Length == 1 ? a[0] - '0' : 0,
            Addresses = a.Contains('.', StringComparison.Ordinal) ? [IPAddress.Parse(a)] : [],
        }).ToList();
        return new ResolverFacts { Resolver = ResolverAddress.System, Queries = queries, Deciding = queries };
    }
}
