using Microsoft.Extensions.Time.Testing;
using MoniTao.Connectivity.Probing.Dns;

namespace MoniTao.Connectivity.Tests.Probing.Dns;

public sealed class SystemResolutionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitao-resolution-");
    private readonly FakeTimeProvider _time = new();

    private string Conf => Path.Combine(_folder.FullName, "resolv.conf");

    private string Hosts => Path.Combine(_folder.FullName, "hosts");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Missing_files_mean_the_defaults()
    {
        var system = new SystemResolution(_time, Conf, Hosts);

        Assert.Equal(1, system.ResolvConf.Dots);
        Assert.Empty(system.Hosts.Find("shop"));
    }

    [Fact]
    public void A_rewritten_file_is_read_again_but_looked_at_once_a_second_only()
    {
        Write(Conf, "options ndots:2", minute: 1);
        var system = new SystemResolution(_time, Conf, Hosts);
        Assert.Equal(2, system.ResolvConf.Dots);

        Write(Conf, "options ndots:3", minute: 2);
        _time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.Equal(2, system.ResolvConf.Dots);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(3, system.ResolvConf.Dots);

        Write(Hosts, "10.0.0.1 shop", minute: 3);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Single(system.Hosts.Find("shop"));
    }

    [Fact]
    public void A_change_behind_a_link_is_seen()
    {
        var stub = Path.Combine(_folder.FullName, "stub.conf");
        Write(stub, "options ndots:2", minute: 1);
        File.CreateSymbolicLink(Conf, stub);
        var system = new SystemResolution(_time, Conf, Hosts);
        Assert.Equal(2, system.ResolvConf.Dots);

        Write(stub, "options ndots:3", minute: 2);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, system.ResolvConf.Dots);
    }

    [Fact]
    public void A_file_that_can_not_be_read_leaves_what_was_read_before()
    {
        Write(Conf, "options ndots:2", minute: 1);
        var system = new SystemResolution(_time, Conf, Hosts);
        Assert.Equal(2, system.ResolvConf.Dots);

        Write(Conf, "options ndots:3", minute: 2);
        using (File.Open(Conf, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(2, system.ResolvConf.Dots);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, system.ResolvConf.Dots);
    }

    private static void Write(string path, string text, int minute)
    {
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, Make.Noon.AddMinutes(minute).UtcDateTime);
    }
}
