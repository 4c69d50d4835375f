using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MoniTao.Connectivity.Model;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Sources;

namespace MoniTao.Operator.Commands;

/// <summary>
/// What was asked on the command line. It becomes the spec of a monitor and goes through the same checks, so that both know the
/// same mistakes.
/// </summary>
internal sealed record DiagnoseOptions
{
    public required IReadOnlyList<GivenTarget> Targets { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public IReadOnlyList<string> Resolvers { get; init; } = [];

    public bool Insecure { get; init; }

    public string? CaFile { get; init; }

    public string? ServerName { get; init; }

    public IReadOnlyList<string> Headers { get; init; } = [];

    public IReadOnlyList<string> ExpectedStatus { get; init; } = [];

    /// <summary>Takes no evidence.</summary>
    public bool Quick { get; init; }

    /// <summary>Whether the path is among the evidence.</summary>
    public bool Trace { get; init; } = true;

    /// <summary>table, json or junit.</summary>
    public string Format { get; init; } = "table";

    /// <summary>From the beginning of a round to that of the next; null: there is one round.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How many rounds there are; null: until it is stopped.</summary>
    public int? Rounds { get; init; }

    /// <summary>One spec for each target, in their order.</summary>
    /// <exception cref="UsageException">Something of it can't be probed.</exception>
    public async Task<IReadOnlyList<ProbeSpec>> ToSpecsAsync(CancellationToken cancellationToken)
    {
        var roots = await RootsAsync(cancellationToken);
        var planner = new MonitorPlanner(new ManifestReferences(new ManifestSet([], [], [], [])));
        var specs = new List<ProbeSpec>();
        foreach (var given in Targets)
        {
            var text = given.Text;
            if (!TargetParser.TryParse(text, out var target, out var error))
                throw given.At(TargetAdvice.For(text, error));
            var monitor = Monitor(text, target);
            if (SpecValidator.Validate(monitor.Spec) is [var first, ..])
                throw first.Path == "spec.target" ? given.At(TargetAdvice.For(text, first.Message)) : new UsageException($"{OptionOf(first.Path)}: {first.Message}");
            if (await planner.PlanAsync(monitor, cancellationToken) is not PlanResult.Planned { Plan.Probe: var probe })
                throw given.At(new UsageException($"\"{text}\" can't be probed with these options"));
            specs.Add(probe with { Timeout = Timeout, Tls = probe.Tls with { TrustedRoots = roots } });
        }

        return specs;
    }

    private ConnectivityMonitor Monitor(string text, Target target) => new()
    {
        Spec = new ConnectivityMonitorSpec
        {
            Target = text,
            Dns = Resolvers.Count == 0 ? null : new DnsSpec { Resolvers = Resolvers },
            Tls = target.UsesTls || target.UsesHttp ? new TlsSpec { ServerName = ServerName ?? "", InsecureSkipVerify = Insecure } : null,
            Http = target.UsesHttp ? Http() : null,
        },
    };

    private HttpSpec Http()
    {
        var http = new HttpSpec { Headers = [.. Headers.Select(Header)] };
        return ExpectedStatus.Count == 0 ? http : http with { ExpectedStatus = ExpectedStatus };
    }

    private static HttpHeader Header(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new HttpHeader { Name = text[..colon].Trim(), Value = text[(colon + 1)..].Trim() }
            : throw new UsageException("--header has no colon", "Write it like this: --header \"Accept: application/json\"");
    }

    private async Task<IReadOnlyList<X509Certificate2>> RootsAsync(CancellationToken cancellationToken)
    {
        if (CaFile is null)
            return [];
        if (Insecure)
            throw new UsageException("--insecure accepts any certificate, so --ca would have no effect", "Leave one of the two out");
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(await File.ReadAllTextAsync(CaFile, cancellationToken));
            return certificates.Count > 0 ? [.. certificates] : throw new UsageException($"--ca {CaFile}: holds no certificate in PEM");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--ca {CaFile}: can't be read ({exception.Message.TrimEnd('.')})");
        }
        catch (CryptographicException)
        {
            throw new UsageException($"--ca {CaFile}: holds a damaged certificate");
        }
    }

    private static string OptionOf(string path) => path switch
    {
        _ when path.StartsWith("spec.dns.resolvers", StringComparison.Ordinal) => "--resolver",
        _ when path.StartsWith("spec.tls.serverName", StringComparison.Ordinal) => "--server-name",
        _ when path.StartsWith("spec.http.headers", StringComparison.Ordinal) => "--header",
        _ when path.StartsWith("spec.http.expectedStatus", StringComparison.Ordinal) => "--expect-status",
        _ => path,
    };
}
