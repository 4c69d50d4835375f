using System.Text;
using MoniTao.Operator.Planning;
using MoniTao.Operator.Sources;

namespace MoniTao.Operator.Tests.Sources;

public class ManifestReaderTests
{
    private const string Good = "apiVersion: monitao.io/v1alpha1\nkind: ConnectivityMonitor\nmetadata: {name: good}\nspec: {target: 'tcp://a:1'}\n";

    [Fact]
    public void What_the_scanner_of_YAML_itself_falls_over_is_an_error_in_its_place()
    {
        var set = ManifestReader.Read("file.yaml", "a:\n- {n...\name: b}\n---\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: ca}\n");

        var error = Assert.Single(set.Errors);
        Assert.StartsWith("not YAML", error.Message, StringComparison.Ordinal);
        Assert.Single(set.ConfigMaps);
    }

    [Fact]
    public void Monitors_secrets_and_maps_are_read_from_one_file()
    {
        var set = ManifestReader.Read("all.yaml", Good + """
            ---
            # a comment
            apiVersion: v1
            kind: Secret
            metadata:
              name: api
              namespace: web
            type: Opaque
            data: {plain: aGVsbG8=}
            stringData: {token: abc}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: roots, labels: {a: b}}
            data:
              ca.crt: |
                first
                second
            """);

        Assert.Empty(set.Errors);
        Assert.Equal("default/good", Assert.Single(set.Monitors).Id);
        Assert.Equal("tcp://a:1", set.Monitors[0].Monitor.Spec.Target);
        var secret = Assert.Single(set.Secrets);
        Assert.Equal(("web", "hello", "abc"), (secret.Metadata.NamespaceProperty, Encoding.UTF8.GetString(secret.Data["plain"]), Encoding.UTF8.GetString(secret.Data["token"])));
        Assert.Equal("first\nsecond", Assert.Single(set.ConfigMaps).Data["ca.crt"]);
    }

    [Theory]
    [InlineData("spec: {target: 'tcp://a:1', periodSecond: 5}", 4, 29, "spec.periodSecond", "is not a field; did you mean periodSeconds?")]
    [InlineData("spec: {target: 'tcp://a:1', PeriodSeconds: 5}", 4, 29, "spec.PeriodSeconds", "is not a field; did you mean periodSeconds?")]
    [InlineData("spec: {target: 'tcp://a:1', zzz: 5}", 4, 29, "spec.zzz", "is not a field")]
    [InlineData("spec:\n  target: tcp://a:1\n  periodSeconds: soon", 6, 18, "spec.periodSeconds", "must be a whole number, but \"soon\" is not")]
    [InlineData("spec:\n  target: tcp://a:1\n  periodSeconds: 99999999999", 6, 18, "spec.periodSeconds", "must be a whole number, but \"99999999999\" is not")]
    [InlineData("spec:\n  target: tcp://a:1\n  periodSeconds: \"5\"", 6, 18, "spec.periodSeconds", "must be a whole number, but \"5\" is not")]
    [InlineData("spec:\n  target: tls://a:1\n  tls:\n    minimumVersion: 1.2", 7, 21, "spec.tls.minimumVersion", "must be a text, but 1.2 is a number; put it in quotes")]
    [InlineData("spec:\n  target: https://a\n  http:\n    headers:\n    - name: A\n      value: yes", 9, 14, "spec.http.headers[0].value", "must be a text, but yes is a boolean; put it in quotes")]
    [InlineData("spec:\n  target: https://a\n  http: [1]", 6, 9, "spec.http", "must not be a list")]
    [InlineData("spec:\n  target: https://a\n  dns:\n    resolvers: system", 7, 16, "spec.dns.resolvers", "must be a list, but \"system\" is not")]
    [InlineData("spec:\n  target: https://a\n  dns:\n    resolvers: [~]", 7, 17, "spec.dns.resolvers[0]", "is empty")]
    [InlineData("spec:\n  target: https://a\n  suspend: maybe", 6, 12, "spec.suspend", "must be true or false, but \"maybe\" is not")]
    [InlineData("spec:\n  target: https://a\n  target: https://b", 6, 3, "spec.target", "is given twice, first in line 5")]
    [InlineData("spec:\n  periodSeconds: 5", 5, 3, "spec.target", "is required")]
    [InlineData("metadata: {name: Not_A_Name}\nspec: {target: 'tcp://a:1'}", 4, 18, "metadata.name", "a name has lower-case letters, digits, hyphens and dots, and starts and ends with a letter or digit")]
    public void A_mistake_is_told_with_line_column_and_field_and_the_next_document_is_read(string body, int line, int column, string path, string message)
    {
        var metadata = body.StartsWith("metadata", StringComparison.Ordinal) ? "# named below" : "metadata: {name: bad}";

        var set = ManifestReader.Read("bad.yaml", $"apiVersion: monitao.io/v1alpha1\nkind: ConnectivityMonitor\n{metadata}\n{body}\n---\n{Good}");

        Assert.Equal(new ManifestError("bad.yaml", line, column, path, message), Assert.Single(set.Errors));
        Assert.Equal("default/good", Assert.Single(set.Monitors).Id);
    }

    [Theory]
    [InlineData("a: [\n")]
    [InlineData("a: b: c\n")]
    [InlineData("\tx: 1\n")]
    [InlineData("a: *nowhere\n")]
    [InlineData("a: &self [*self]\n")]
    [InlineData("? [a]\n: b\n")]
    [InlineData("\"unterminated\n")]
    [InlineData("just a text\n")]
    [InlineData("kind: ConnectivityMonitor\n")]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\n")]
    [InlineData("apiVersion: v1\nkind: [Secret]\n")]
    public void A_broken_document_costs_only_itself(string broken)
    {
        var set = ManifestReader.Read("f.yaml", $"{Good}---\n{broken}---\n{Good.Replace("good", "better", StringComparison.Ordinal)}");

        Assert.Equal(["default/good", "default/better"], set.Monitors.Select(monitor => monitor.Id));
        Assert.InRange(Assert.Single(set.Errors).Line, 5, 8);
    }

    [Fact]
    public void An_unknown_kind_is_named_with_the_known_ones()
    {
        var error = Assert.Single(ManifestReader.Read("f.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n").Errors);

        Assert.Equal((2, 7), (error.Line, error.Column));
        Assert.Contains("\"apps/v1 Deployment\" is not known here; known are ConnectivityMonitor", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stringData: {password: 1234567}")]
    [InlineData("stringData: {password: [hunter2]}")]
    [InlineData("data: {password: hunter2!}")]
    [InlineData("data: {password: 1234567}")]
    public void An_error_in_a_Secret_never_quotes_its_content(string data)
    {
        var error = Assert.Single(ManifestReader.Read("f.yaml", $"apiVersion: v1\nkind: Secret\nmetadata: {{name: a}}\n{data}\n").Errors);

        Assert.Equal(4, error.Line);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("1234567", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_documents_and_comments_are_nothing()
    {
        var set = ManifestReader.Read("f.yaml", "\uFEFF---\n---\n# only a comment\n---\n~\n...\n");

        Assert.Empty(set.Errors);
        Assert.Empty(set.Monitors);
    }

    [Fact]
    public void Two_monitors_of_one_name_are_an_error_and_the_first_stays()
    {
        var set = ManifestReader.Read("f.yaml", $"{Good}---\n{Good}");

        Assert.Single(set.Monitors);
        Assert.Equal("f.yaml:8:18: metadata.name: the monitor default/good is already in f.yaml", Assert.Single(set.Errors).ToString());
    }

    [Fact]
    public void Anchors_work_within_a_document()
    {
        var set = ManifestReader.Read("f.yaml", "apiVersion: monitao.io/v1alpha1\nkind: ConnectivityMonitor\nmetadata: {name: &n good}\nspec: {target: 'https://a', tls: {serverName: *n}}\n");

        Assert.Equal("good", Assert.Single(set.Monitors).Monitor.Spec.Tls!.ServerName);
    }

    [Fact]
    public void Aliases_of_aliases_are_stopped_before_they_fill_the_memory()
    {
        var text = new StringBuilder("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bomb\n  managedFields:\n  - fieldsV1:\n      a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 12; i++)
            text.Append($"      a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");

        Assert.Contains("values", Assert.Single(ManifestReader.Read("f.yaml", text.ToString()).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_stopped_before_it_fills_the_stack() =>
        Assert.Contains("nested deeper", Assert.Single(ManifestReader.Read("f.yaml", new string('[', 100_000)).Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void An_error_of_the_validator_is_shown_at_the_line_of_its_field()
    {
        var monitor = Assert.Single(ManifestReader.Read("f.yaml", "apiVersion: monitao.io/v1alpha1\nkind: ConnectivityMonitor\nmetadata: {name: a}\nspec:\n  target: https://a\n  http:\n    expectedStatus:\n    - \"200\"\n    - \"2xx\"\n").Monitors);

        var error = Assert.Single(SpecValidator.Validate(monitor.Monitor.Spec));

        Assert.StartsWith("f.yaml:9:7: spec.http.expectedStatus[1]: ", monitor.ErrorAt(error.Path, error.Message).ToString(), StringComparison.Ordinal);
        Assert.Equal((5, 11), (monitor.ErrorAt("spec.target.more[3]", "").Line, monitor.ErrorAt("spec.target.more[3]", "").Column));
        Assert.Equal(1, monitor.ErrorAt("elsewhere", "").Line);
    }

    [Fact]
    public async Task References_resolve_among_the_manifests_of_the_same_namespace_only()
    {
        var references = new ManifestReferences(ManifestReader.Read("f.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: web}\nstringData: {token: x}\n"));

        Assert.NotNull(await references.GetSecretAsync("web", "a", CancellationToken.None));
        Assert.Null(await references.GetSecretAsync("other", "a", CancellationToken.None));
        Assert.Null(await references.GetConfigMapAsync("web", "a", CancellationToken.None));
    }
}
