using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MoniTao.Operator.Alerting;
using MoniTao.Operator.Tests.Alerting.Support;
using MoniTao.Operator.Tests.Commands;
using MoniTao.Operator.Tests.Planning;

namespace MoniTao.Operator.Tests.Alerting;

/// <summary>Alertmanagers that are away, refuse, come in numbers, and want to know who is there.</summary>
public sealed class AlertmanagerAwayTests
{
    [Fact]
    public async Task Five_minutes_without_Alertmanager_lose_nothing_and_knock_at_bounded_intervals()
    {
        var receiver = await FakeAlertmanager.StartAsync();
        await using var rig = await PushRig.StartAsync(receiver: receiver);
        rig.Accept();
        receiver.Status = 503;
        await rig.Monitors.ProbeAsync(refused: true);
        await rig.TurnUntilAsync(() => receiver.Requests > 0, "the first try");

        await rig.TurnAsync(TimeSpan.FromMinutes(5));
        var (tries, failed) = (receiver.Requests, rig.Counters.Failed);
        receiver.Status = 200;
        await rig.TurnUntilAsync(() => rig.Counters.Delivered > 0, "the delivery");

        Assert.InRange(tries, 5, 60);
        Assert.Equal(tries, failed);
        Assert.True(AlertPusherTests.Start(receiver.Last) < rig.Monitors.Clock.GetUtcNow() - TimeSpan.FromMinutes(4));
        Assert.False(AlertPusherTests.IsOver(rig)(receiver.Last));
        Assert.NotNull(rig.Counters.LastSuccess);
    }

    [Fact]
    public async Task Recovery_while_Alertmanager_is_away_is_told_after()
    {
        await using var rig = await PushRig.StartAsync();
        await rig.FailAsync();
        await rig.Receiver.CloseAsync();

        await rig.Monitors.ProbeAsync(refused: false);
        await rig.TurnUntilAsync(() => rig.Counters.Failed > 0, "a try in vain");
        await rig.Receiver.OpenAsync();

        await rig.TurnUntilAsync(() => rig.Receiver.Alerts.Any(AlertPusherTests.IsOver(rig)), "the end");
    }

    [Fact]
    public async Task What_is_refused_as_invalid_is_counted_and_not_sent_on_and_on()
    {
        await using var rig = await PushRig.StartAsync();
        rig.Receiver.Status = 400;

        await rig.FailAsync();
        await rig.TurnUntilAsync(() => rig.Counters.Dropped > 0, "the count");
        await rig.TurnAsync(TimeSpan.FromSeconds(30));

        Assert.Equal((1, 0, 0), (rig.Receiver.Requests, rig.Counters.Delivered, rig.Counters.Failed));
    }

    [Fact]
    public async Task Every_address_of_the_name_is_told_also_one_that_comes_later_and_a_dead_one_delays_nobody()
    {
        await using var second = await FakeAlertmanager.StartAsync("127.0.0.2");
        var receiver = await FakeAlertmanager.StartAsync("127.0.0.1", second.Port);
        await using var third = await FakeAlertmanager.StartAsync("127.0.0.3", second.Port);
        // nobody listens at the last one
        IPAddress[] addresses = [IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.9")];
        await using var rig = await PushRig.StartAsync(options => options with { Resolve = (_, _) => Task.FromResult(addresses) }, receiver);
        await rig.FailAsync();
        await rig.TurnUntilAsync(() => second.Alerts.Count > 0, "the second replica");

        addresses = [IPAddress.Parse("127.0.0.3")];
        await rig.TurnUntilAsync(() => third.Alerts.Count > 0, "the replica that replaced them");
        var before = receiver.Requests + second.Requests;
        await rig.TurnAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(before, receiver.Requests + second.Requests);
        Assert.True(third.Requests > 1);
    }

    [Fact]
    public async Task Name_is_asked_of_the_system()
    {
        var receiver = await FakeAlertmanager.StartAsync();
        await using var rig = await PushRig.StartAsync(
            options => new AlertmanagerOptions { Urls = [new Uri($"http://localhost:{receiver.Port}/am/")], Timeout = options.Timeout }, receiver);

        await rig.FailAsync();

        Assert.Equal("MonitaoRefused", (string?)receiver.Last["labels"]!["alertname"]);
    }

    [Fact]
    public async Task While_the_name_does_not_resolve_the_replicas_known_are_told()
    {
        var fails = false;
        await using var rig = await PushRig.StartAsync(options => options with
        {
            Resolve = (_, _) => fails ? throw new System.Net.Sockets.SocketException() : Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
        });
        await rig.FailAsync();

        fails = true;
        await rig.ArrivesAsync(4);
    }

    [Fact]
    public async Task Secrets_come_from_files_and_a_rotated_one_is_taken_with_the_next_request()
    {
        using var folder = new Folder();
        var token = folder.Write("token", "first\n");
        await using var rig = await PushRig.StartAsync(options => options with { TokenFile = token });
        await rig.FailAsync();
        Assert.Equal("Bearer first", rig.Receiver.Authorization);

        folder.Write("token", "second\n");
        await rig.ArrivesAsync(2);

        Assert.Equal("Bearer second", rig.Receiver.Authorization);
    }

    [Fact]
    public async Task Basic_authentication_and_an_authority_of_ones_own()
    {
        using var folder = new Folder();
        using var certificate = Certificate();
        var receiver = await FakeAlertmanager.StartAsync(certificate: certificate);
        await using var rig = await PushRig.StartAsync(
            options => options with
            {
                Urls = [new Uri($"https://alertmanager.test:{receiver.Port}/am")],
                Username = "monitao",
                PasswordFile = folder.Write("password", "secret"),
                AuthorityFile = folder.Write("ca.pem", certificate.ExportCertificatePem()),
            },
            receiver);

        await rig.FailAsync();

        Assert.Equal($"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("monitao:secret"))}", receiver.Authorization);
    }

    [Fact]
    public async Task Server_of_an_unknown_authority_is_told_nothing()
    {
        using var certificate = Certificate();
        var receiver = await FakeAlertmanager.StartAsync(certificate: certificate);
        await using var rig = await PushRig.StartAsync(
            options => options with { Urls = [new Uri($"https://alertmanager.test:{receiver.Port}/am")] }, receiver);
        rig.Accept();
        await rig.Monitors.ProbeAsync(refused: true);

        await rig.TurnUntilAsync(() => rig.Counters.Failed > 1, "two tries in vain");

        Assert.Equal(0, receiver.Requests);
    }

    private static X509Certificate2 Certificate()
    {
        var pem = new TestCertificate("alertmanager.test");
        return X509Certificate2.CreateFromPem(pem.Pem, pem.Key);
    }
}
