using MoniTao.Connectivity.Model;

namespace MoniTao.Connectivity.Diagnosis;

/// <summary>A command that a person would type to see for themselves. It holds no secret: those are names of variables.</summary>
/// <param name="Layer">The layer that it looks at.</param>
/// <param name="Parts">The command and its options, each with its value and quoted for a POSIX shell: where a line may be broken.</param>
public sealed record LayerCommand(Layer Layer, IReadOnlyList<string> Parts)
{
    /// <summary>The command on one line.</summary>
    public override string ToString() => string.Join(' ', Parts);
}
