using System.CommandLine;
using MoniTao.Operator.Commands;
using MoniTao.Operator.Crd;

namespace MoniTao.Operator.Tests.Crd;

public class CrdCommandTests
{
    [Fact]
    public void Without_options_the_CRD_is_printed() => Assert.Equal((0, CrdGenerator.Yaml()), Run());

    [Fact]
    public void As_markdown_the_reference_is_printed() => Assert.Equal((0, ApiReference.Markdown()), Run("--output", "markdown"));

    [Fact]
    public void Help_shows_an_example() => Assert.Contains("monitao crd | kubectl apply -f -", Run("--help").Output, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_form_is_refused() => Assert.NotEqual(0, Run("--output", "xml").Code);

    private static (int Code, string Output) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = new RootCommand { CrdCommand.Create() }.Parse(["crd", .. arguments]).Invoke(new() { Output = output, Error = TextWriter.Null });
        return (code, output.ToString());
    }
}
