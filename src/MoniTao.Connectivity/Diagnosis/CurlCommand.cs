using System.Globalization;
using System.Net;
using System.Security.Authentication;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>The request of the probe as curl makes it.</summary>
internal static class CurlCommand
{
    /// <summary>Headers whose values are no secret; of every other one a shell variable takes the place of the value.</summary>
    private static readonly HashSet<string> Open = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Cache-Control", "Content-Type", "Host", "Origin", "Pragma", "Range", "User-Agent",
    };

    /// <summary>The command.</summary>
    /// <param name="spec">What was probed.</param>
    /// <param name="last">Where redirects led, else its target.</param>
    /// <param name="address">The address that <paramref name="last"/> was connected to.</param>
    /// <param name="reason">Why it failed.</param>
    /// <param name="caFile">The file of the trusted authorities.</param>
    public static LayerCommand Of(ProbeSpec spec, Target last, IPAddress? address, Reason reason, string? caFile = null)
    {
        var (target, http) = (spec.Target, spec.Http);
        var follows = http.FollowRedirects && (last != target || reason == Reasons.HttpRedirectLoop);
        return new LayerCommand(Layer.Http,
        [
            "curl -v",
            $"--max-time {spec.Timeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)}",
            .. follows ? ["-L", $"--max-redirs {HttpOptions.MaximumRedirects}"] : Array.Empty<string>(),
            .. target.UsesTls || last.UsesTls ? Tls(spec.Tls, caFile) : [],
            .. http.Method switch { "GET" => [], "HEAD" => ["-I"], var method => new[] { $"-X {ShellWord.Quote(method)}" } },
            .. http.Headers.Select(header => Header(header.Key, header.Value)),
            .. http.Authorization is null ? [] : new[] { Header("Authorization", null) },
            .. Way(spec, last, address),
            .. target.PathAndQuery.AsSpan().ContainsAny("[]{}") ? ["-g"] : Array.Empty<string>(), // curl would take them for a pattern
            .. target.PathAndQuery.Contains("/.", StringComparison.Ordinal) ? ["--path-as-is"] : Array.Empty<string>(),
            ShellWord.Quote(Url(spec)),
        ]);
    }

    private static IEnumerable<string> Tls(TlsOptions tls, string? caFile)
    {
        if (tls.InsecureSkipVerify)
            yield return "-k";
        if (OpensslCommand.FileOfRoots(tls, caFile) is { } file)
            yield return $"--cacert {ShellWord.Quote(file)}";
        if (tls.ClientCertificate is not null)
            yield return "--cert tls.crt --key tls.key";
        if (tls.MinimumVersion == SslProtocols.Tls13)
            yield return "--tlsv1.3";
    }

    /// <summary>How curl comes to the same address with the same server name.</summary>
    private static IEnumerable<string> Way(ProbeSpec spec, Target last, IPAddress? address)
    {
        var target = spec.Target;
        if (OtherName(spec) is { } name)
        {
            var host = address is null || last != target ? target.BracketedHost : OpensslCommand.Bracketed(address);
            yield return $"--connect-to {ShellWord.Quote($"{name}:{target.Port}:{host}:{target.Port}")}";
            if (!spec.Http.Headers.Any(header => header.Key.Equals("Host", StringComparison.OrdinalIgnoreCase)))
                yield return $"-H {ShellWord.Quote($"Host: {target.Authority}")}";
        }
        else if (address is not null && last.Address is null && spec.Dns.Resolvers is [{ Server: not null }, ..])
        {
            yield return $"--resolve {ShellWord.Quote($"{last.Host}:{last.Port}:{OpensslCommand.Bracketed(address)}")}";
        }
    }

    private static string Url(ProbeSpec spec) => (OtherName(spec) is { } name ? spec.Target with { Host = name } : spec.Target).ToString();

    /// <summary>curl takes the server name from the URL.</summary>
    private static string? OtherName(ProbeSpec spec) =>
        spec.Target.UsesTls && spec.Tls.ServerName is { Length: > 0 } name && name != spec.Target.Host ? name : null;

    private static string Header(string name, string? value)
    {
        if (value is not null && Open.Contains(name))
            return $"-H {ShellWord.Quote(value.Length > 0 ? $"{name}: {value}" : $"{name};")}"; // a colon alone would take the header away
        var variable = string.Concat(name.ToUpperInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return $"-H {ShellWord.Quote($"{name}: ")}\"$H_{variable}\"";
    }
}
