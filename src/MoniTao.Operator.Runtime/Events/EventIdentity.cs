namespace MoniTao.Operator.Runtime.Events;

/// <summary>What makes two events the same: everything but the note, which may carry changing figures.</summary>
internal sealed record EventIdentity(
    ObjectReference Regarding, EventType Type, string Reason, string Action, string ReportingController, string ReportingInstance);
