using MoniTao.Operator.Api.Spec;

namespace MoniTao.Operator.Planning;

/// <summary>
/// Checks a spec as the API server would, and beyond: servers before 1.25 drop the CEL rules, a CRD may have been edited, and
/// <c>monitao run</c> has no server at all. What passes here can be planned without an exception.
/// </summary>
public static class SpecValidator
{
    /// <summary>What is wrong, at most one error for each field, in the order in which fields were checked; empty when all is well.</summary>
    public static IReadOnlyList<SpecError> Validate(ConnectivityMonitorSpec? spec)
    {
        if (spec is null)
            return [new SpecError("spec", "is required")];
        var bounds = BoundsChecker.Check(spec, "spec");
        // The checks below read the fields that the types promise; a null where none may be was written by hand.
        if (bounds.Any(error => error.Message == BoundsChecker.Missing))
            return bounds;
        // A rule knows more about what is wrong than a pattern does, so its message wins.
        return [.. SpecRules.Check(spec).Concat(SemanticChecks.Check(spec)).Concat(bounds).DistinctBy(error => error.Path)];
    }
}
