using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>The command that a person would type for the layer that fails, filled in.</summary>
internal static class NextCommand
{
    public static string Of(DiagnosisFacts facts)
    {
        var (spec, address) = (facts.Spec, facts.Address);
        var command = facts.Reason.Layer switch
        {
            Layer.Dns => LayerCommands.Dns(spec).FirstOrDefault(),
            Layer.Tcp => LayerCommands.Tcp(spec, address),
            Layer.Icmp => LayerCommands.Ping(spec, address),
            Layer.Tls => OpensslCommand.Of(spec, address),
            Layer.Http => CurlCommand.Of(spec, spec.Target, address, facts.Reason),
            _ => null,
        };
        return command?.ToString() ?? "";
    }
}
