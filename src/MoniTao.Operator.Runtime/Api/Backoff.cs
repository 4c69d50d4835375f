namespace MoniTao.Operator.Runtime.Api;

/// <summary>Growing pauses with jitter: each doubles, up to a maximum, and is shortened by up to half so that many clients spread out.</summary>
/// <param name="initial">First pause before jitter.</param>
/// <param name="maximum">Longest pause before jitter.</param>
public sealed class Backoff(TimeSpan initial, TimeSpan maximum)
{
    private int _failures;

    /// <summary>The pause to make now, and a longer one the next time.</summary>
    public TimeSpan Next() => Jitter(Exponential(initial, maximum, _failures++));

    /// <summary>Things went well: start small again.</summary>
    public void Reset() => _failures = 0;

    /// <summary><c>initial × 2^failures</c>, at most <paramref name="maximum"/>, without jitter.</summary>
    public static TimeSpan Exponential(TimeSpan initial, TimeSpan maximum, int failures) =>
        // In floating point, where a huge power is only huge; as a TimeSpan it would overflow.
        TimeSpan.FromTicks((long)Math.Min(maximum.Ticks, initial.Ticks * Math.Pow(2, failures)));

    /// <summary>A random length between half of <paramref name="pause"/> and all of it.</summary>
    public static TimeSpan Jitter(TimeSpan pause) => pause * (0.5 + Random.Shared.NextDouble() / 2);
}
