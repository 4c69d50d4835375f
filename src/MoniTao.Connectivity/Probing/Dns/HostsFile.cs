using System.Net;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>
/// Names that never reach a DNS server: <c>/etc/hosts</c> (a pod's <c>hostAliases</c>) and localhost, which resolvers must
/// not be asked for (RFC 6761, 6.3). Every client on the machine honours them, so a probe through the system resolver does too.
/// </summary>
public sealed class HostsFile
{
    /// <summary>Where the file is.</summary>
    public const string DefaultPath = "/etc/hosts";

    private readonly Dictionary<string, List<IPAddress>> _entries = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parses the file's text (hosts(5)).</summary>
    public static HostsFile Parse(string text)
    {
        var file = new HostsFile();
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split('#')[0].Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || !IPAddress.TryParse(words[0], out var address))
                continue;
            foreach (var name in words.Skip(1))
                file.Add(name, address);
        }

        return file;
    }

    /// <summary>The addresses of a name, or an empty list when DNS is to be asked.</summary>
    public IReadOnlyList<IPAddress> Find(string name)
    {
        var bare = name.TrimEnd('.');
        if (_entries.TryGetValue(bare, out var addresses))
            return addresses;
        var local = bare.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || bare.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
        return local ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [];
    }

    private void Add(string name, IPAddress address)
    {
        if (!_entries.TryGetValue(name, out var addresses))
            _entries[name] = addresses = [];
        if (!addresses.Contains(address))
            addresses.Add(address);
    }
}
