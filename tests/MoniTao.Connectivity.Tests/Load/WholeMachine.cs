namespace MoniTao.Connectivity.Tests.Load;

/// <summary>Tests that take every core: they run alone, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeMachine
{
    public const string Name = "the whole machine";
}
