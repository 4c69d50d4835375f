namespace MoniTao.Connectivity.Probing.Http;

/// <summary>Why a redirect was not followed.</summary>
public enum RedirectProblem
{
    /// <summary>It leads back to where the probe has been, or there were too many.</summary>
    Loop,

    /// <summary>It leads to something that is not http or https, or nowhere.</summary>
    UnsupportedLocation,

    /// <summary>It leads to where the spec does not allow to go.</summary>
    NotAllowed,
}
