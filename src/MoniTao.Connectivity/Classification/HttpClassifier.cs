using MoniTao.Connectivity.Model;
using MoniTao.Connectivity.Probing;
using MoniTao.Connectivity.Probing.Http;

namespace MoniTao.Connectivity.Classification;

/// <summary>Facts of the exchange → reason.</summary>
internal static class HttpClassifier
{
    public static Finding? Classify(HttpFacts facts, HttpOptions options, Target target)
    {
        if (facts.Fault is { } prober && SocketErrors.Prober(prober) is { } trouble)
            return new Finding(trouble, target.ToString());
        if (facts.RedirectProblem is { } problem)
            return new Finding(problem == RedirectProblem.Loop ? Reasons.HttpRedirectLoop : Reasons.HttpUnexpectedRedirect, Status(facts, target));

        // A status that is wrong says more than a body that is
        if (facts.Status is { } status && !options.Expects(status))
            return new Finding(OfStatus(status), Status(facts, target));
        if (facts.Fault is { } fault)
            return new Finding(OfFault(facts, fault), Status(facts, target));
        if (facts.BodyTooLarge)
            return new Finding(Reasons.HttpResponseTooLarge, $"{target}, more than {facts.BodyBytes / (1024 * 1024)} MiB");
        return facts.PatternMatched == false
            ? new Finding(Reasons.HttpBodyMismatch, facts.PatternTimedOut ? $"{target}, the pattern took longer than its limit" : $"{target}")
            : null;
    }

    private static Reason OfStatus(int status) => status switch
    {
        >= 300 and < 400 => Reasons.HttpUnexpectedRedirect,
        >= 400 and < 500 => Reasons.HttpClientError,
        >= 500 and < 600 => Reasons.HttpServerError,
        _ => Reasons.HttpUnexpectedStatus,
    };

    private static Reason OfFault(HttpFacts facts, NetworkFault fault)
    {
        if (fault.Kind == FaultKind.TimedOut)
            return facts.Phase == HttpPhase.Body ? Reasons.HttpBodyStalled : Reasons.HttpTimedOut;
        if (fault.IsReset)
            return Reasons.HttpReset;
        if (fault.Kind == FaultKind.EndOfStream)
            return facts.BytesReceived == 0 ? Reasons.HttpEmptyResponse : Reasons.HttpTruncatedResponse;
        return facts.Problem switch
        {
            HttpProblem.TooLarge => Reasons.HttpResponseTooLarge,
            HttpProblem.Invalid => Reasons.HttpInvalidResponse,
            _ => Reasons.HttpProtocolError, // not the parser complains, but what lies below it: a record that can't be decrypted
        };
    }

    private static string Status(HttpFacts facts, Target target) => facts.Status is { } status ? $"{target}, status {status}" : $"{target}";
}
