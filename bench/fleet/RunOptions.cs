namespace MoniTao.Fleet;

/// <summary>What one run measures, and where.</summary>
internal sealed record RunOptions
{
    public required int Monitors { get; init; }

    /// <summary>Seconds.</summary>
    public required int Period { get; init; }

    public required double Minutes { get; init; }

    public required bool ByReference { get; init; }

    /// <summary>Minutes of creating and deleting all the time; 0: none.</summary>
    public required double Churn { get; init; }

    public required string Operator { get; init; }

    public required string Folder { get; init; }

    public required Uri Api { get; init; }

    public required string Token { get; init; }

    public required TargetPorts Ports { get; init; }

    public required string Results { get; init; }
}
