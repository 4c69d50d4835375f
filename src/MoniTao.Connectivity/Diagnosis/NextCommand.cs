using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>The command that a person would type for a layer, filled in.</summary>
internal static class NextCommand
{
    public static string Of(DiagnosisFacts facts)
    {
        var target = facts.Spec.Target;
        return facts.Reason.Layer switch
        {
            Layer.Dns => $"dig {target.Host}",
            Layer.Tcp => $"nc -vz {target.Host} {target.Port}",
            Layer.Icmp => $"ping {target.Host}",
            Layer.Tls => $"openssl s_client -connect {target.BracketedHost}:{target.Port} -servername {target.Host} </dev/null",
            Layer.Http => $"curl -v {target}",
            _ => "",
        };
    }
}
