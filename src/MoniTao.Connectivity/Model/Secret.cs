namespace MoniTao.Connectivity.Model;

/// <summary>A value that prints as stars, so that a log, an exception or a record's ToString can't leak it.</summary>
public sealed class Secret(string value)
{
    /// <summary>Hands out the value at the one place where it is put on the wire.</summary>
    public string Reveal() => value;

    /// <inheritdoc/>
    public override string ToString() => "***";
}
