using MoniTao.Connectivity.Diagnosis;
using MoniTao.Connectivity.Engine;

namespace MoniTao.Operator.Supervision;

/// <summary>Diagnoses what a probe has just confirmed, with what its monitor remembers.</summary>
internal sealed class OutageDiagnosis(Diagnostician diagnostician)
{
    public Task<DiagnosisReport> RunAsync(MonitorUpdate update, CancellationToken cancellation) =>
        diagnostician.DiagnoseAsync(update.Plan.Probe, update.After.Last!, update.After.ConnectTimes, trace: true, cancellation);
}
