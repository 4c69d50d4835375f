namespace MoniTao.Operator.Runtime.Reconciliation;

/// <summary>One controller with everything it needs to run, whatever its kind of object.</summary>
public abstract class ControllerRunner
{
    /// <summary>How it is doing.</summary>
    public abstract ControllerHealth Health { get; }

    /// <summary>Watches and reconciles until cancelled. May be run again afterwards, as leadership comes and goes.</summary>
    public abstract Task RunAsync(CancellationToken cancellation);
}
