using System.CommandLine;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary><c>monitao diagnose TARGET…</c>: targets probed layer by layer, and the cause named.</summary>
public static class DiagnoseCommand
{
    private const string WatchName = "--watch";
    private const string EverySeconds = "5";
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// <c>--watch</c> alone gets its value here: to the parser the target behind it would be the value, for it knows no option
    /// whose value must be joined by an equals sign.
    /// </summary>
    public static string[] Normalize(string[] arguments) => arguments is ["diagnose", ..]
        ? [.. arguments.Select(argument => argument == WatchName ? $"{WatchName}={EverySeconds}" : argument)]
        : arguments;

    /// <summary>The command, ready to be added to the root.</summary>
    public static Command Create()
    {
        var targets = new Argument<string[]>("TARGET")
        {
            Description = "https:// http:// tls://host:port tcp://host:port icmp://host dns://name, or - for standard input, one a line",
            Arity = ArgumentArity.OneOrMore,
        };
        var timeout = new Option<string>("--timeout", "-t")
        {
            Description = "Time for a whole probe, such as 10s or 500ms",
            DefaultValueFactory = static _ => "10s",
        };
        var resolver = new Option<string[]>("--resolver")
        {
            Description = "DNS server to ask, or \"system\"; the first decides, more are compared with it",
            HelpName = "ADDRESS",
        };
        var insecure = new Option<bool>("--insecure", "-k") { Description = "Show the certificate without judging it" };
        var ca = new Option<string?>("--ca") { Description = "Authorities to trust in place of the system's, in PEM", HelpName = "FILE" };
        var serverName = new Option<string?>("--server-name") { Description = "Name to send (SNI) and to expect in the certificate", HelpName = "NAME" };
        var header = new Option<string[]>("--header", "-H") { Description = "Header of the request, such as \"Accept: application/json\"", HelpName = "HEADER" };
        var status = new Option<string[]>("--expect-status") { Description = "Status that counts as success, such as 204 or 200-399", HelpName = "STATUS" };
        var quick = new Option<bool>("--quick", "-q") { Description = "Only probe: take no further evidence when it fails" };
        var noTrace = new Option<bool>("--no-trace") { Description = "Leave out the path among the evidence" };
        var watch = new Option<string?>(WatchName) { Description = "Repeat every so many seconds (5) until Ctrl+C", HelpName = "=SECONDS" };
        var count = new Option<int?>("--count", "-c") { Description = "With --watch: so many rounds, then end", HelpName = "N" };
        var output = CommonOptions.Output(junit: true);
        var command = new Command(
            "diagnose",
            """
            Probe targets once and name the layer and the cause of a failure. Where one fails, take evidence
            (ping, every address and resolver, a neighbouring port, the path) and conclude from all of it.

            Exit codes: 0 reachable, 10 DNS, 20 TCP or network, 30 TLS, 40 HTTP, 50 the prober itself, 2 usage.
            Of several targets the first one that fails decides; with --watch, in the last round.

            Examples:
              monitao diagnose https://shop.example.com/health
              monitao diagnose tcp://db.example.com:5432 tls://mail.example.com:993
              monitao diagnose dns://example.com --resolver system --resolver 1.1.1.1
              monitao diagnose https://10.1.2.3 --server-name shop.example.com --ca roots.pem
              monitao diagnose https://shop.example.com --output json | jq .verdict.reason
              monitao diagnose - --output junit <targets.txt >report.xml
              monitao diagnose --watch=10 https://shop.example.com tcp://db.example.com:5432
              monitao diagnose --watch --count 60 --output json dns://example.com | jq -r .targets[].verdict.reason
            """)
        { targets, timeout, resolver, insecure, ca, serverName, header, status, quick, noTrace, watch, count, output };
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = new DiagnoseOptions
            {
                Targets = await TargetList.ReadAsync(result.GetRequiredValue(targets), Console.In, cancellationToken),
                Timeout = CommonOptions.Duration("--timeout", result.GetRequiredValue(timeout)),
                Resolvers = result.GetValue(resolver) ?? [],
                Insecure = result.GetValue(insecure),
                CaFile = result.GetValue(ca),
                ServerName = result.GetValue(serverName),
                Headers = result.GetValue(header) ?? [],
                ExpectedStatus = result.GetValue(status) ?? [],
                Quick = result.GetValue(quick),
                Trace = !result.GetValue(noTrace),
                Format = result.GetRequiredValue(output),
                Interval = result.GetValue(watch) is { } seconds ? Interval(seconds) : null,
                Rounds = result.GetValue(count),
            };
            if (options.Rounds is < 1)
                throw new UsageException("--count must be 1 or more");
            if (options is { Rounds: not null, Interval: null })
                throw new UsageException("--count needs --watch", "Write it like this: --watch=10 --count 3");
            if (options is { Format: CommonOptions.JUnit, Interval: not null })
                throw new UsageException("--output junit is the report of one round: it does not go with --watch");
            using var session = new DiagnoseSession(options, result.InvocationConfiguration, TimeProvider.System);
            return await session.RunAsync(cancellationToken);
        });
        return command;
    }

    private static TimeSpan Interval(string seconds) => CommonOptions.Duration(WatchName, seconds) is var interval && interval >= ShortestInterval
        ? interval
        : throw new UsageException($"{WatchName}={seconds} is shorter than {Phrases.Limit(ShortestInterval)}");
}
