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
    public static TimeSpan Exponential(TimeSpan initial, TimeSpan maximum, int failures)
    {
        // Beyond 2^30 the product only threatens to overflow; every sane maximum has been reached long before.
        var pause = initial * Math.Pow(2, Math.Clamp(failures, 0, 30));
        return pause < maximum ? pause : maximum;
    }

    /// <summary>A random length between half of <paramref name="pause"/> and all of it.</summary>
    public static TimeSpan Jitter(TimeSpan pause) => pause * (0.5 + Random.Shared.NextDouble() / 2);
}
