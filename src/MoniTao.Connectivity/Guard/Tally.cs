using System.Collections.Immutable;

namespace MoniTao.Connectivity.Guard;

/// <summary>How many monitors fail in a layer, of how many that came as far.</summary>
internal sealed record Tally(int Failing, int Total, ImmutableHashSet<string> Hosts, DateTimeOffset Since)
{
    public static readonly Tally None = new(0, 0, ImmutableHashSet.Create<string>(StringComparer.Ordinal), DateTimeOffset.MaxValue);

    public bool IsMajority => Failing * 2 > Total;

    /// <summary>Clearly fewer than what raises a suspicion, so that it does not itself come and go.</summary>
    public bool IsMinority => Failing * 4 <= Total;

    public Tally Fail(string host, DateTimeOffset since) =>
        new(Failing + 1, Total + 1, Hosts.Add(host), since < Since ? since : Since);
}
