using System.Numerics;

namespace MoniTao.Connectivity.Verdicts;

/// <summary>
/// Tells a target that comes and goes from one that is down: counts how often the result of a probe differs from the one
/// before, over the last 20. Two limits, so that the answer does not itself come and go.
/// </summary>
/// <param name="History">One bit per probe, the newest lowest; 1 is a failure.</param>
/// <param name="Count">How many bits are known, at most 21.</param>
/// <param name="Flapping">The present answer.</param>
public readonly record struct FlapDetector(uint History, int Count, bool Flapping)
{
    private const int Window = 20;
    private const int Begin = 6;
    private const int End = 3;

    /// <summary>
    /// One that an earlier process saw flapping. Which results those were is not kept: the fewest changes that make it so are
    /// assumed, evenly spread, so that the answer holds on while the target goes on like this, and ends when it is steady.
    /// </summary>
    public static FlapDetector Restored(bool failing)
    {
        var history = failing ? 1u : 0u;
        for (var bit = 1; bit <= Window; bit++)
            history |= ((history >> (bit - 1)) & 1) << bit ^ (bit % (Window / Begin) == 0 ? 1u << bit : 0);
        return new FlapDetector(history, Window + 1, true);
    }

    /// <summary>Adds the result of a probe.</summary>
    public FlapDetector Add(bool failed)
    {
        var history = ((History << 1) | (failed ? 1u : 0u)) & ((1u << (Window + 1)) - 1);
        var count = Math.Min(Count + 1, Window + 1);
        var pairs = (1u << (count - 1)) - 1;
        var changes = BitOperations.PopCount((history ^ (history >> 1)) & pairs);
        return new FlapDetector(history, count, Flapping ? changes >= End : changes >= Begin);
    }
}
