using System.Globalization;
using System.Net;
using System.Net.Sockets;
using MoniTao.Connectivity.Classification;
using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>The commands of each layer, filled in so that they do what the probe did.</summary>
public static class LayerCommands
{
    /// <summary>Those for every layer that the probe came to; none when the prober itself is in trouble.</summary>
    /// <param name="spec">What was probed.</param>
    /// <param name="probe">How it failed.</param>
    /// <param name="caFile">Where the trusted authorities of the spec lie; null when that is not known.</param>
    public static IReadOnlyList<LayerCommand> Of(ProbeSpec spec, Assessment probe, string? caFile = null)
    {
        if (probe.Reason is not { } reason || reason.Fault == FaultDomain.Prober)
            return [];
        var reached = probe.Layers.Where(layer => layer.Outcome != LayerOutcome.NotReached).Select(layer => layer.Layer).ToList();
        var last = spec with { Target = probe.Target };
        return
        [
            .. reached.Contains(Layer.Dns) ? Dns(last) : [],
            .. reached.Contains(Layer.Tcp) ? [Tcp(last, probe.Address)] : Array.Empty<LayerCommand>(),
            .. reason.Layer is Layer.Tcp or Layer.Icmp ? Path(last, probe.Address, reason) : [],
            .. reached.Contains(Layer.Tls) ? [OpensslCommand.Of(last, probe.Address, caFile)] : Array.Empty<LayerCommand>(),
            .. spec.Target.UsesHttp ? [CurlCommand.Of(spec, probe.Target, probe.Address, reason, caFile)] : Array.Empty<LayerCommand>(),
        ];
    }

    /// <summary>One question for each resolver of the spec; none for an address.</summary>
    internal static IEnumerable<LayerCommand> Dns(ProbeSpec spec) => spec.Target.Address is not null ? [] : spec.Dns.Resolvers.Select(resolver =>
    {
        IEnumerable<string> server = resolver.Server is not { } at ? ["+search"] // as the probe does, by resolv.conf
            : at.Port == ResolverAddress.DefaultPort ? [$"@{at.Address}"] : [$"@{at.Address}", $"-p {at.Port}"];
        string[] types = spec.Dns.RecordType switch { AddressRecordType.A => ["A"], AddressRecordType.AAAA => ["AAAA"], _ => ["A", "AAAA"] };
        return new LayerCommand(Layer.Dns, ["dig", .. server, .. types.Select(type => $"{ShellWord.Quote(spec.Target.Host)} {type}")]);
    });

    internal static LayerCommand Tcp(ProbeSpec spec, IPAddress? address) =>
        new(Layer.Tcp, ["nc", .. Six(spec, address), "-vz", $"-w {Seconds(spec)}", $"{Host(spec, address)} {spec.Target.Port}"]);

    internal static LayerCommand Ping(ProbeSpec spec, IPAddress? address) =>
        new(Layer.Icmp, ["ping", .. Six(spec, address), "-c 3", "-W 2", Host(spec, address)]);

    private static IEnumerable<LayerCommand> Path(ProbeSpec spec, IPAddress? address, Reason reason)
    {
        yield return Ping(spec, address);
        if (reason.Fault != FaultDomain.Path)
            yield break;
        if (spec.Target.UsesTcp)
            yield return new LayerCommand(Layer.Tcp, ["sudo traceroute", .. Six(spec, address), "-n", "-T", $"-p {spec.Target.Port}", Host(spec, address)]);
        yield return new LayerCommand(Layer.Icmp, ["tracepath", .. Six(spec, address), "-n", Host(spec, address)]);
    }

    private static string Host(ProbeSpec spec, IPAddress? address) => ShellWord.Quote(address?.ToString() ?? spec.Target.Host);

    private static string[] Six(ProbeSpec spec, IPAddress? address) =>
        (address ?? spec.Target.Address)?.AddressFamily == AddressFamily.InterNetworkV6 || (address is null && spec.Dns.RecordType == AddressRecordType.AAAA)
            ? ["-6"] : [];

    private static string Seconds(ProbeSpec spec) => Math.Ceiling(spec.Timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
