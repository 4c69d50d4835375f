namespace MoniTao.Fleet;

/// <summary>Where the targets listen, from the first of some ports in a row.</summary>
internal readonly record struct TargetPorts(int First)
{
    public int Metrics => First + 3;

    /// <summary>Nobody listens here.</summary>
    public int Closed => First + 4;

    public int Https => First + 5;

    public int Expired => First + 6;

    public int Http => First + 7;

    /// <summary>Counts the connections that the targets took.</summary>
    public int Status => First + 8;
}
