using MoniTao.Operator.Commands;

namespace MoniTao.Operator.Tests.Commands;

/// <summary>Runs <c>monitao</c> in this process with captured output.</summary>
internal static class CommandLine
{
    public static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await MonitaoCommand.RunAsync(arguments, output, error, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
