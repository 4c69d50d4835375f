using MoniTao.FaultLab.Hosting;

namespace MoniTao.FaultLab;

/// <summary>A line of the catalog: a fault that can be started, not yet listening anywhere.</summary>
public sealed record FaultDefinition
{
    internal FaultDefinition(string name, string description, string? expectedReason, Func<LabStage, Task<FaultEndpoint>> open)
    {
        Name = name;
        Description = description;
        ExpectedReason = expectedReason;
        Open = open;
    }

    /// <summary>Unique, kebab case.</summary>
    public string Name { get; }

    /// <summary>One line for people: what is broken.</summary>
    public string Description { get; }

    /// <summary>The reason of the taxonomy, or null when the endpoint is healthy.</summary>
    public string? ExpectedReason { get; }

    /// <summary>A condition that is due although the endpoint is reachable, or null.</summary>
    public string? ExpectedWarning { get; init; }

    /// <summary>True when the endpoint listens on <c>::1</c>, which some machines lack; a lab there leaves it out.</summary>
    public bool NeedsIPv6 { get; init; }

    /// <summary>Brings the endpoint up; whatever it starts belongs to the stage and ends with it.</summary>
    internal Func<LabStage, Task<FaultEndpoint>> Open { get; }
}
