using System.Net;
using System.Net.Sockets;
using CsCheck;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Dns;
using MoniTao.FaultLab.Dns;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>Answers as a broken or hostile name server gives them, over real sockets: read by our own decoder.</summary>
public sealed class DnsAnswerProperties : IAsyncLifetime
{
    private const string Name = "shop.lab.test";
    internal static readonly DnsQuery Asked = new(0, Name, DnsRecordType.A, (byte[])[4, .. "shop"u8, 3, .. "lab"u8, 4, .. "test"u8, 0, 0, 1, 0, 1], OverTcp: false);

    internal static readonly byte[][] Answers =
    [
        .. ((DnsReply[])
        [
            new() { Answers = [DnsRecord.Address(Name, IPAddress.Loopback), DnsRecord.Address(Name, IPAddress.IPv6Loopback)] },
            new() { Answers = [.. Enumerable.Range(0, 70).Select(i => DnsRecord.Address(Name, new IPAddress([10, 0, 0, (byte)i])))] },
            new() { Answers = [DnsRecord.Cname(Name, "a.lab.test"), DnsRecord.Cname("a.lab.test", "b.lab.test"), DnsRecord.Address("b.lab.test", IPAddress.Loopback)] },
            new() { Answers = [DnsRecord.Cname(Name, "a.lab.test"), DnsRecord.Cname("a.lab.test", Name)] },
            new() { Answers = [DnsRecord.Cname(Name, "elsewhere.lab.test")] },
            new() { Code = DnsReplyCode.NameError, Authorities = [DnsRecord.Soa("lab.test")] },
            new() { Code = DnsReplyCode.ServerFailure, ExtendedError = 7, ExtendedErrorText = "expired since \u001b[31myesterday" },
            new() { Authorities = [DnsRecord.Ns("lab.test", "ns.lab.test")] },
            new() { IsTruncated = true, Answers = [DnsRecord.Address(Name, IPAddress.Loopback)] },
            new() { Answers = [new DnsRecord(Name, (DnsRecordType)16, [255, .. Enumerable.Repeat((byte)0x1B, 255)]), DnsRecord.Address(Name, IPAddress.Loopback)] },
        ]).Select(reply => reply.ToBytes(Asked)),

        // compression: the owner of the record points to the question, the record after it to itself
        [.. new DnsReply().ToBytes(Asked)[..6], 0, 2, 0, 0, 0, 0, .. Asked.Question.Span, 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 127, 0, 0, 1, 0xC0, 47, 0, 5, 0, 1, 0, 0, 0, 30, 0, 2, 0xC0, 47],
    ];

    private static readonly Gen<(byte[] Answer, bool KeepsId)> Inputs = Gen.Select(Mutations.Of(Answers), Gen.Frequency((9, true), (1, false)));

    /// <summary>Speaks up before the server, so often that one more answer that is not believed is the last one waited for.</summary>
    private readonly Socket _stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private byte[] _answer = [];
    private bool _keepsId;
    private ScriptedDnsServer _server = null!;

    public ValueTask InitializeAsync()
    {
        _server = ScriptedDnsServer.Start(Reply);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _stranger.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public Task Every_answer_of_a_server_has_a_reason() => Property.HoldsAsync(Inputs, async input =>
    {
        (_answer, _keepsId) = input;
        using var deadline = Make.Deadline();
        var system = new SystemResolution(TimeProvider.System);
        var stage = new DnsStage(new Resolver(new DnsQuerier(TimeProvider.System), system, TimeProvider.System), system, TimeProvider.System);
        var spec = Make.Spec($"dns://{Name}") with { Dns = new DnsOptions { Resolvers = [new ResolverAddress(_server.EndPoint)], RecordType = AddressRecordType.A } };

        var facts = await stage.RunAsync(spec.Target, spec.Dns, deadline);

        var query = Assert.Single(facts.Deciding!.Queries);
        Assert.NotEqual(DnsOutcome.Silent, query.Outcome); // the server always says something
        Assert.InRange(query.Aliases.Count, 0, 200);
        Assert.InRange(query.Addresses.Count, 0, 64);
        Assert.All(query.Aliases, alias => Safe.Text(alias, 1100)); // 255 octets, each written with four characters at most
        Safe.Text(query.Extended?.Text ?? "", 200);
        Assert.True(query.TimeToLive is null || query.TimeToLive >= TimeSpan.Zero);
        Safe.Outcome(Classifier.Classify(new Observation { Spec = spec, Target = spec.Target, StartedAt = Make.Noon, Dns = facts }));
    }, tries: 600);

    [Fact]
    public void The_options_of_an_answer_are_read_within_bounds() =>
        Property.Holds(Mutations.Of([0, 15, 0, 6, 0, 7, .. "gone"u8], [0, 10, 0, 2, 1, 2, 0, 15, 0, 2, 0, 22], [0, 15, 1, 4, 0, 7, .. Enumerable.Repeat((byte)'x', 258)]), options =>
        {
            ExtendedDnsError? error = null;
            Assert.InRange(Property.Allocated(() => error = ExtendedDnsError.Parse(options)), 0, 4096);
            Safe.Text(error?.Text ?? "", 200);
        });

    private byte[] Reply(DnsQuery query)
    {
        for (var i = 1; i < DnsUdpExchange.MaximumStrays && query.From is { } client; i++)
            _stranger.SendTo([], client);
        var reply = _answer.ToArray();
        if (_keepsId && reply.Length >= 2)
            (reply[0], reply[1]) = ((byte)(query.Id >> 8), (byte)query.Id);
        return reply.Length > 60_000 ? reply[..60_000] : reply;
    }
}
