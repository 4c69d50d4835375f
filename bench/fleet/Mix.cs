using System.Text.Json;

namespace MoniTao.Fleet;

/// <summary>
/// The fleet: of a hundred monitors 70 are HTTPS, 20 HTTP and 10 TCP; two of the hundred fail, and which way changes from hundred
/// to hundred: a refused connection, an expired certificate, an answer of 503.
/// </summary>
internal sealed class Mix(TargetPorts ports, int period, bool byReference)
{
    public const string Namespace = "fleet";

    /// <summary>The ConfigMap with the authority, for monitors that refer to it.</summary>
    public const string AuthorityMap = "fleet-ca";

    private const string Failing = "failing-";

    public static bool IsFailing(int index) => index % 50 == 49;

    public static bool IsFailing(string name) => name.StartsWith(Failing, StringComparison.Ordinal);

    public static string Name(int index) => $"{(IsFailing(index) ? Failing : "healthy-")}{index:D6}";

    public byte[] Manifest(int index, int generation = 0)
    {
        var (target, host) = Target(index, generation);
        object? tls = host is null ? null : byReference ? new { serverName = host, caConfigMapRef = new { name = AuthorityMap, key = "ca.crt" } } : new { serverName = host };
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            apiVersion = "monitao.io/v1alpha1",
            kind = "ConnectivityMonitor",
            metadata = new { name = Name(index), @namespace = Namespace, labels = new { app = $"shop-{index % 200}", team = $"team-{index % 20}" } },
            spec = tls is null ? (object)new { target, periodSeconds = period } : new { target, periodSeconds = period, tls },
        });
    }

    private (string Target, string? Host) Target(int index, int generation) => IsFailing(index)
        ? (index / 50 % 3) switch
        {
            0 => ($"tcp://127.0.0.1:{ports.Closed}", null),
            1 => ($"https://127.0.0.1:{ports.Expired}/{index}", "expired.fleet.example"),
            _ => ($"http://127.0.0.1:{ports.Http}/broken/{index}", null),
        }
        : (index % 10) switch
        {
            < 7 => ($"https://127.0.0.1:{ports.Https}/{index}/{generation}", Targets.Host(index)),
            < 9 => ($"http://127.0.0.1:{ports.Http}/{index}/{generation}", null),
            _ => ($"tcp://127.0.0.1:{ports.Http}", null),
        };
}
