namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// This machine's own resolution settings. A kubelet or a person may rewrite the files at any time, so they are read again when
/// their time stamp changes, looked at once a second at most.
/// </summary>
public sealed class SystemResolution(TimeProvider time, string resolvConfPath = ResolvConf.DefaultPath, string hostsPath = HostsFile.DefaultPath)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly Lock _lock = new();
    private ResolvConf _resolvConf = new();
    private HostsFile _hosts = new();
    private (DateTime Resolv, DateTime Hosts)? _stamps;
    private long _lookedAt;

    /// <summary>The servers and the search list.</summary>
    public ResolvConf ResolvConf => Current().Resolv;

    /// <summary>The hosts file.</summary>
    public HostsFile Hosts => Current().Hosts;

    private (ResolvConf Resolv, HostsFile Hosts) Current()
    {
        lock (_lock)
        {
            if (_stamps is null || time.GetElapsedTime(_lookedAt) >= LookEvery)
                Look();
            return (_resolvConf, _hosts);
        }
    }

    private void Look()
    {
        _lookedAt = time.GetTimestamp();
        try
        {
            var stamps = (Stamp(resolvConfPath), Stamp(hostsPath));
            if (stamps == _stamps)
                return;
            _resolvConf = File.Exists(resolvConfPath) ? ResolvConf.Parse(File.ReadAllText(resolvConfPath)) : new ResolvConf();
            _hosts = File.Exists(hostsPath) ? HostsFile.Parse(File.ReadAllText(hostsPath)) : new HostsFile();
            _stamps = stamps;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // being rewritten, or no descriptors left: what was read last stands, and the next look tries again
            _stamps ??= default((DateTime, DateTime));
        }
    }

    /// <summary>Of the file behind the link: resolv.conf often is one (systemd-resolved), and the link itself never changes.</summary>
    private static DateTime Stamp(string path) =>
        File.GetLastWriteTimeUtc(File.Exists(path) ? File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path : path);
}
