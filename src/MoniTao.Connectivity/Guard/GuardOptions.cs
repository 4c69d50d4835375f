namespace MoniTao.Connectivity.Guard;

/// <summary>When so many failures are no coincidence, and how long that keeps verdicts from turning Down.</summary>
public sealed record GuardOptions
{
    /// <summary>Fewer hosts than this that fail together prove nothing; a smaller fleet is never affected.</summary>
    public int MinimumHosts { get; init; } = 5;

    /// <summary>Results that are older say nothing of this moment.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest that verdicts are held back; zero turns the guard off.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The shortest time between two roll calls.</summary>
    public TimeSpan RollCallEvery { get; init; } = TimeSpan.FromSeconds(10);
}
