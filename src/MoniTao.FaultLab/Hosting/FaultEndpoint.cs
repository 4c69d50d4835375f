namespace MoniTao.FaultLab.Hosting;

/// <summary>Where an opened fault listens and what a monitor must set to see it.</summary>
internal sealed record FaultEndpoint(string Target, FaultSettings Settings)
{
    public FaultEndpoint(string target)
        : this(target, new FaultSettings())
    {
    }
}
