namespace MoniTao.Connectivity.Probing.Http;

/// <summary>An answer can't be read any further.</summary>
internal sealed class HttpAnswerException(HttpProblem problem) : Exception(problem.ToString())
{
    public HttpProblem Problem { get; } = problem;
}
