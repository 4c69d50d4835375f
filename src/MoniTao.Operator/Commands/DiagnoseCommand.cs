using System.CommandLine;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Operator.Terminal;

namespace MoniTao.Operator.Commands;

/// <summary><c>monitao diagnose TARGET…</c>: each target probed once, layer by layer, and the cause named.</summary>
public static class DiagnoseCommand
{
    /// <summary>A probe that this machine was too busy for proves nothing, so it is made once more.</summary>
    private const int Attempts = 2;

    /// <summary>The command, ready to be added to the root.</summary>
    public static Command Create()
    {
        var targets = new Argument<string[]>("TARGET")
        {
            Description = "https:// http:// tls://host:port tcp://host:port icmp://host dns://name",
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
        var output = CommonOptions.Output();
        var command = new Command(
            "diagnose",
            """
            Probe targets once and name the layer and the cause of a failure. Where one fails, take evidence
            (ping, every address and resolver, a neighbouring port, the path) and conclude from all of it.

            Exit codes: 0 reachable, 10 DNS, 20 TCP or network, 30 TLS, 40 HTTP, 50 the prober itself, 2 usage.
            Of several targets the first one that fails decides.

            Examples:
              monitao diagnose https://shop.example.com/health
              monitao diagnose tcp://db.example.com:5432 tls://mail.example.com:993
              monitao diagnose dns://example.com --resolver system --resolver 1.1.1.1
              monitao diagnose https://10.1.2.3 --server-name shop.example.com --ca roots.pem
              monitao diagnose https://shop.example.com --output json | jq .verdict.reason
            """)
        { targets, timeout, resolver, insecure, ca, serverName, header, status, quick, noTrace, output };
        command.SetAction((result, cancellationToken) => RunAsync(
            new DiagnoseOptions
            {
                Targets = result.GetRequiredValue(targets),
                Timeout = CommonOptions.Duration("--timeout", result.GetRequiredValue(timeout)),
                Resolvers = result.GetValue(resolver) ?? [],
                Insecure = result.GetValue(insecure),
                CaFile = result.GetValue(ca),
                ServerName = result.GetValue(serverName),
                Headers = result.GetValue(header) ?? [],
                ExpectedStatus = result.GetValue(status) ?? [],
            },
            result.GetValue(quick) ? null : new Diagnostician(TimeProvider.System),
            !result.GetValue(noTrace),
            result.GetRequiredValue(output) == CommonOptions.Json,
            result.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        DiagnoseOptions options, Diagnostician? diagnostician, bool trace, bool json, InvocationConfiguration configuration, CancellationToken cancellationToken)
    {
        var specs = await options.ToSpecsAsync(cancellationToken);
        using var prober = new Prober(TimeProvider.System);
        var what = specs.Count == 1 ? specs[0].Target.ToString() : $"{specs.Count} targets";
        var found = await Progress.RunAsync(
            Screen.ForError(configuration),
            $"Probing {what} …",
            announce: false,
            say => Task.WhenAll(specs.Select(async spec =>
            {
                var probe = await ProbeAsync(prober, spec, cancellationToken);
                if (probe.Result != ProbeResult.Failure || diagnostician is null)
                    return new Examination(probe, null);
                say($"{probe.Reason}: taking evidence about {spec.Target} …");
                return new Examination(probe, await diagnostician.DiagnoseAsync(spec, probe, [], trace, cancellationToken));
            })));
        cancellationToken.ThrowIfCancellationRequested();

        if (json)
        {
            var documents = found.Select((examined, i) => DiagnosisDocument.Of(options.Targets[i], examined)).ToArray();
            var text = documents.Length == 1 ? DiagnosisDocument.Write(documents[0]) : DiagnosisDocument.Write(documents);
            await configuration.Output.WriteLineAsync(text);
        }
        else
        {
            WriteTables(Screen.ForOutput(configuration), options.Targets, found);
        }

        return found.Select(examined => ExitCodes.Of(examined.Probe.Reason)).FirstOrDefault(code => code != ExitCodes.Up);
    }

    private static async Task<Assessment> ProbeAsync(Prober prober, ProbeSpec spec, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var probe = Classifier.Classify(await prober.ProbeAsync(spec, cancellationToken));
            if (probe.Reason != Reasons.ProberOverloaded || attempt == Attempts)
                return probe;
        }
    }

    private static void WriteTables(Screen screen, IReadOnlyList<string> targets, Examination[] found)
    {
        for (var i = 0; i < found.Length; i++)
        {
            if (i > 0)
                screen.Text("");
            DiagnosisView.Write(screen, targets[i], found[i]);
        }
    }
}
