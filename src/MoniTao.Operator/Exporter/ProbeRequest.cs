using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using MoniTao.Connectivity.Model;

namespace MoniTao.Operator.Exporter;

/// <summary>What one request asks for, read and checked against the list; nothing has been sent yet.</summary>
/// <param name="Module">How.</param>
/// <param name="Spec">What, and for how long.</param>
/// <param name="Debug">A page for people in place of the metrics alone.</param>
internal sealed record ProbeRequest(ProbeModule Module, ProbeSpec Spec, bool Debug)
{
    private const string TimeoutHeader = "X-Prometheus-Scrape-Timeout-Seconds";
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Left to the answer: a scraper that gives up first learns nothing.</summary>
    private static readonly TimeSpan ForTheAnswer = TimeSpan.FromSeconds(0.5);

    /// <summary>Reads a request; else tells the status code and what to do.</summary>
    public static bool TryRead(
        HttpRequest request, IReadOnlyList<TargetPattern> allow, [NotNullWhen(true)] out ProbeRequest? probe, out (int Status, string Text) problem)
    {
        probe = null;
        var name = $"{request.Query["module"]}" is { Length: > 0 } given ? given : ProbeModule.Default;
        var text = $"{request.Query["target"]}";
        if (text.Length == 0)
            problem = (StatusCodes.Status400BadRequest, "Target parameter is missing: /probe?module=http_2xx&target=https://shop.example.com");
        else if (ProbeModule.Find(name) is not { } module)
            problem = (StatusCodes.Status400BadRequest, $"Unknown module \"{name}\": there are {string.Join(", ", ProbeModule.All.Select(m => m.Name))}");
        else if (!TryTarget(module, text, $"{request.Query["query_name"]}", out var target, out var server, out var error))
            problem = (StatusCodes.Status400BadRequest, error);
        else if (!allow.Any(pattern => server is null ? pattern.Allows(target) : pattern.Allows(TargetScheme.Dns, server.Address.ToString(), server.Port)))
            problem = (StatusCodes.Status403Forbidden, $"This target may not be probed: start monitao with --probe-allow '{Pattern(target, server)}'");
        else
        {
            problem = default;
            probe = new ProbeRequest(module, SpecOf(module, target, server, Timeout(request), allow), $"{request.Query["debug"]}" == "true");
        }

        return probe is not null;
    }

    private static bool TryTarget(ProbeModule module, string text, string queryName, [NotNullWhen(true)] out Target? target, out IPEndPoint? server, out string error)
    {
        (target, server) = (null, null);
        if (module.Schemes[0] == TargetScheme.Dns && queryName.Length > 0)
        {
            // as blackbox_exporter has it: the target is the server, and what to ask it is said elsewhere
            if (!ResolverAddress.TryParse(text, out var resolver, out error) || (server = resolver.Server) is null)
                return Fail($"{(error.Length > 0 ? error : "with query_name the target is the address of a DNS server")}", out error);
            text = queryName;
        }

        if (!text.Contains("://", StringComparison.Ordinal))
            text = $"{module.Schemes[0]}://{(IPAddress.TryParse(text, out var ip) && ip.ToString().Contains(':', StringComparison.Ordinal) ? $"[{text}]" : text)}";
        if (!TargetParser.TryParse(text, out target, out error))
            return false;
        return module.Schemes.Contains(target.Scheme) || Fail($"the module {module.Name} takes {string.Join(" and ", module.Schemes)} targets; choose the module by the scheme", out error);
    }

    private static ProbeSpec SpecOf(ProbeModule module, Target target, IPEndPoint? server, TimeSpan timeout, IReadOnlyList<TargetPattern> allow) => new()
    {
        Target = target,
        Timeout = timeout,
        Dns = server is null ? new DnsOptions() : new DnsOptions { Resolvers = [new ResolverAddress(server)] },
        Http = new HttpOptions { Method = module.Method, MayFollow = next => allow.Any(pattern => pattern.Allows(next)) },
    };

    private static TimeSpan Timeout(HttpRequest request)
    {
        if (!double.TryParse(request.Headers[TimeoutHeader], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds is <= 0 or > 3600)
            return Longest;
        var scrape = TimeSpan.FromSeconds(seconds);
        var left = scrape > 2 * ForTheAnswer ? scrape - ForTheAnswer : scrape / 2;
        return left < Longest ? left : Longest;
    }

    private static string Pattern(Target target, IPEndPoint? server) => server is null ? $"{target with { PathAndQuery = "/" }}".TrimEnd('/') : $"dns://{server}";

    private static bool Fail(string reason, out string error)
    {
        error = reason;
        return false;
    }
}
