namespace MoniTao.Connectivity.Probing;

/// <summary>The state of the prober itself during a probe.</summary>
public sealed record ProberFacts
{
    /// <summary>True when the probe was called off: shutdown, a new spec, a deleted monitor.</summary>
    public bool Cancelled { get; init; }

    /// <summary>The longest that this process' own work waited for its turn during the probe. Above a second a time-out proves nothing.</summary>
    public TimeSpan Starvation { get; init; }

    /// <summary>How long it waited in all. A probe takes a dozen turns: a large share of its time lost proves as little.</summary>
    public TimeSpan TotalStarvation { get; init; }

    /// <summary>The type name of an exception that no stage expected: a defect of ours, never the target's fault.</summary>
    public string? UnexpectedException { get; init; }

    /// <summary>Where that was: the types of the exceptions and their stacks, for a log. No messages, for those may quote a secret.</summary>
    public string? UnexpectedAt { get; init; }

    /// <summary>The facts of an exception that nobody expected; none without one.</summary>
    public static ProberFacts Defect(Exception? exception)
    {
        if (exception is null)
            return new ProberFacts();
        var places = new List<string>();
        for (var e = exception; e is not null; e = e.InnerException)
            places.Add($"{e.GetType()}\n{e.StackTrace}");
        return new ProberFacts { UnexpectedException = exception.GetType().Name, UnexpectedAt = string.Join('\n', places) };
    }
}
