using MoniTao.TestKit;

namespace MoniTao.Operator.Tests.Charts.Support;

/// <summary>The chart of this working copy.</summary>
internal static class Chart
{
    public const string Name = "monitao-operator";

    public static string Folder { get; } = System.IO.Path.Combine(RepositoryFolder.Path, "charts", Name);

    public static string File(params string[] path) => System.IO.Path.Combine([Folder, .. path]);

    /// <summary><c>helm template</c> of the chart.</summary>
    /// <param name="values">A values file as text; empty for the defaults.</param>
    /// <param name="space">The namespace of the release.</param>
    /// <param name="arguments">More arguments of helm.</param>
    /// <exception cref="InvalidOperationException">Helm refused; its words are in the message.</exception>
    public static async Task<string> RenderAsync(string values = "", string space = "monitao-system", params IEnumerable<string> arguments)
    {
        var file = System.IO.Path.GetTempFileName();
        try
        {
            await System.IO.File.WriteAllTextAsync(file, values);
            return await HelmTools.HelmAsync(["template", Name, Folder, "--namespace", space, "--values", file, .. arguments]);
        }
        finally
        {
            System.IO.File.Delete(file);
        }
    }

    /// <summary>The same as objects.</summary>
    public static async Task<IReadOnlyList<Rendered>> TemplateAsync(string values = "", string space = "monitao-system", params IEnumerable<string> arguments) =>
        Rendered.Parse(await RenderAsync(values, space, arguments));
}
