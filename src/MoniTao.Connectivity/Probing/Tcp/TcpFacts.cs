using MoniTao.Connectivity.Probing.Linux;

namespace MoniTao.Connectivity.Probing.Tcp;

/// <summary>The TCP connections of a probe, one per address tried.</summary>
/// <param name="Attempts">In the order in which they were started.</param>
/// <param name="Elapsed">From the first SYN to the first connection, or to the last failure.</param>
public sealed record TcpFacts(IReadOnlyList<ConnectFacts> Attempts, TimeSpan Elapsed)
{
    /// <summary>The attempt that carried the rest of the probe.</summary>
    public ConnectFacts? Winner
    {
        get
        {
            // asked for a dozen times per probe, and mostly of a list of one
            for (var i = 0; i < Attempts.Count; i++)
            {
                if (Attempts[i].Connected)
                    return Attempts[i];
            }

            return null;
        }
    }

    /// <summary>What befell the winner right after the handshake; null for nothing, and when it was not watched.</summary>
    public NetworkFault? Aftermath { get; init; }

    /// <summary>How long the winner, and what arrived on it, waited for this process to take notice.</summary>
    public TimeSpan OwnDelay { get; init; }

    /// <summary>What the kernel knew of the winner when the probe let it go; null where the platform does not tell.</summary>
    public TcpInformation? AtEnd { get; init; }
}
