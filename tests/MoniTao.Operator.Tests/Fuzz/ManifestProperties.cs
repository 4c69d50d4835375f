using System.Globalization;
using System.Text;
using MoniTao.Operator.Sources;

namespace MoniTao.Operator.Tests.Fuzz;

/// <summary>Manifests that people and generators write, and those of somebody who means harm.</summary>
public sealed class ManifestProperties
{
    private const string Head = "apiVersion: monitao.io/v1alpha1\nkind: ConnectivityMonitor\n";

    private static readonly string[] Manifests =
    [
        Head + "metadata:\n  name: shop\n  namespace: web\nspec:\n  target: https://shop.example/health\n  periodSeconds: 30\n  http:\n    expectedStatus: [\"200-299\"]\n    headers:\n    - {name: Accept, value: \"*/*\"}\n",
        Head + "metadata: {name: a, labels: &l {team: web}, annotations: *l}\nspec: &s {target: 'tcp://a:1'}\nstatus: {availability: {hour: 0.5}, lastProbeTime: 2026-01-31T12:00:00Z}\n---\nkind: Secret\napiVersion: v1\nmetadata: {name: s}\ndata: {token: YWJj}\n",
        "kind: ConfigMap\napiVersion: v1\nmetadata: {name: ca, managedFields: [{fieldsV1: {f: {g: [1, 2.5, true]}}}]}\ndata:\n  ca.crt: |\n    text\n",
        "{\"apiVersion\":\"monitao.io/v1alpha1\",\"kind\":\"ConnectivityMonitor\",\"metadata\":{\"name\":\"j\"},\"spec\":{\"target\":\"dns://a\"}}",
    ];

    [Fact]
    public void Any_text_is_read_or_its_errors_are_told_in_their_place() => Property.Holds(
        Mutations.OfText(Manifests, "&a ", "*a", "*l", "!!binary ", "!<tag:x> ", "%YAML 9.9\n", "%YAML 99999999999.1\n", "---\n", "...\n", "? ", "- ", ": ", "\"\\U0011FFFF\"", "\"\\xZZ\"", "|9\n", ">-\n", "1e999", "-.inf", ".nan", "0x1F", "~", "<<: *l", "{", "}", "[", "]", "\t", "\u0085", "\ud800", "2026-13-45T99:99:99Z", "creationTimestamp: ", "namespace: ", "status: ", "name: "),
        text =>
        {
            ManifestSet? set = null;
            var allocated = Property.Allocated(() => set = ManifestReader.Read("file.yaml", text));

            Assert.InRange(allocated, 0, 32_000_000);
            Assert.All(set!.Errors, error => Assert.True(error.Line >= 1 && error.Column >= 0 && error.Message.Length > 0, error.ToString()));
            Assert.All(set.Monitors, monitor => Assert.Matches("^[a-z0-9.-]+/[a-z0-9.-]+$", monitor.Id));
        }, tries: 1000);

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void Aliases_do_not_nest_deeper_than_anything_else(int levels)
    {
        var text = new StringBuilder(Head + "junk:\n- &a0 {x: y}\n");
        for (var i = 1; i < levels; i++)
            text.Append(CultureInfo.InvariantCulture, $"- &a{i} {{x: *a{i - 1}}}\n");
        text.Append(CultureInfo.InvariantCulture, $"metadata: {{name: a, managedFields: [{{fieldsV1: *a{levels - 1}}}]}}\nspec: {{target: 'tcp://a:1'}}\n");

        var set = ManifestReader.Read("file.yaml", text.ToString());

        Assert.Empty(set.Monitors);
        Assert.Contains(set.Errors, error => error.Message.Contains("nested deeper", StringComparison.Ordinal));
    }

    [Fact]
    public void A_small_file_does_not_grow_into_many_errors()
    {
        var unknown = string.Join(", ", Enumerable.Range(0, 2000).Select(i => $"k{i}: 1"));
        var uses = string.Join(", ", Enumerable.Repeat("*a", 5000));
        var text = Head + $"junk: &a {{{unknown}}}\nmetadata: {{name: a}}\nspec: {{target: 'http://a', http: {{headers: [{uses}]}}}}\n";

        ManifestSet? set = null;
        var allocated = Property.Allocated(() => set = ManifestReader.Read("file.yaml", text));

        Assert.InRange(allocated, 0, 400_000_000);
        Assert.InRange(set!.Errors.Count, 1, 100_001);
    }
}
