namespace MoniTao.Network.Tests.Cases;

/// <summary>One way to make one reason, and what must come out.</summary>
/// <param name="Name">Kebab case, unique.</param>
/// <param name="Made">How the fault is made, for people.</param>
/// <param name="Reason">The reason that must be reported, or <see cref="Scenarios.PathScenario.Up"/>.</param>
/// <param name="Origin">What makes it.</param>
/// <param name="Warning">A condition that is True beside those of the reason; empty for none.</param>
internal sealed record ReasonCase(string Name, string Made, string Reason, Origin Origin, string Warning = "")
{
    public override string ToString() => Name;
}
