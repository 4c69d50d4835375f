using System.Globalization;
using System.Net;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Probing.Dns;

/// <summary>What <c>/etc/resolv.conf</c> says (resolv.conf(5)): the servers, the search list and ndots that a pod's clients use.</summary>
public sealed record ResolvConf
{
    /// <summary>Where the file is.</summary>
    public const string DefaultPath = "/etc/resolv.conf";

    private const int MaximumServers = 3; // MAXNS of resolv.h
    private const int MaximumSearch = 32; // what Kubernetes allows a pod
    private const int MaximumDots = 15;

    /// <summary>The servers, in the order in which they are asked.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; init; } = [new IPEndPoint(IPAddress.Loopback, ResolverAddress.DefaultPort)];

    /// <summary>Domains appended to a name with fewer dots than <see cref="Dots"/>.</summary>
    public IReadOnlyList<string> Search { get; init; } = [];

    /// <summary>From so many dots on a name is tried as written first.</summary>
    public int Dots { get; init; } = 1;

    /// <summary>Parses the file's text; lines that can't be read are passed over, as every resolver library does.</summary>
    public static ResolvConf Parse(string text)
    {
        var servers = new List<IPEndPoint>();
        IReadOnlyList<string> search = [];
        var dots = 1;
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split([' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 2 || words[0][0] is '#' or ';')
                continue;
            if (words[0] == "nameserver" && servers.Count < MaximumServers && IPAddress.TryParse(words[1], out var address))
                servers.Add(new IPEndPoint(address, ResolverAddress.DefaultPort));
            else if (words[0] is "search" or "domain")
                search = [.. words.Skip(1).Select(w => w.Trim('.')).Where(w => w.Length > 0).Take(MaximumSearch)];
            else if (words[0] == "options")
                dots = words.Skip(1).Select(ParseDots).LastOrDefault(d => d is not null) ?? dots;
        }

        return new ResolvConf
        {
            Servers = servers.Count > 0 ? servers : new ResolvConf().Servers,
            Search = search,
            Dots = dots,
        };
    }

    /// <summary>The names to try for a name as written, in order. A trailing dot means: as written, nothing else.</summary>
    public IReadOnlyList<string> Candidates(string name)
    {
        var bare = name.TrimEnd('.');
        if (name.EndsWith('.') || Search.Count == 0)
            return [bare];
        var appended = Search.Select(s => $"{bare}.{s}").Where(n => HostName.TryNormalize(n, out _, out _));
        return bare.Count(c => c == '.') >= Dots ? [bare, .. appended] : [.. appended, bare];
    }

    private static int? ParseDots(string option) =>
        option.StartsWith("ndots:", StringComparison.Ordinal)
        && int.TryParse(option.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var dots)
            ? Math.Min(dots, MaximumDots)
            : null;
}
