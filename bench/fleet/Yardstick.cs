using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MoniTao.Fleet;

/// <summary>
/// What one full TLS handshake costs this machine, by OpenSSL's own load generator against the same server: machines differ by a factor
/// of four, and one and the same by two from hour to hour.
/// </summary>
internal static partial class Yardstick
{
    private const int Seconds = 6;

    /// <summary>Time of each handshake in milliseconds as <c>openssl s_time -new</c> tells it: user time alone.</summary>
    public static async Task<double> MeasureAsync(TargetPorts ports, CancellationToken cancellation)
    {
        var arguments = $"s_time -connect 127.0.0.1:{ports.Https} -new -time {Seconds}";
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(cancellation) + await errors;
        await process.WaitForExitAsync(cancellation);
        return 1000 / double.Parse(Rate().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"([\d.]+) connections/user sec")]
    private static partial Regex Rate();
}
