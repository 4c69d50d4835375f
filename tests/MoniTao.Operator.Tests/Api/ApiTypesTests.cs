using System.Text.Json.Nodes;
using k8s;
using MoniTao.Operator.Api;
using MoniTao.Operator.Api.Spec;
using MoniTao.Operator.Api.Status;

namespace MoniTao.Operator.Tests.Api;

public class ApiTypesTests
{
    [Fact]
    public void The_Kubernetes_client_writes_the_field_names_of_the_schema()
    {
        var monitor = new ConnectivityMonitor
        {
            Spec = new ConnectivityMonitorSpec { Target = "tcp://a:1", Tls = new TlsSpec { CaConfigMapRef = new ConfigMapKeyReference { Name = "ca" } } },
            Status = new ConnectivityMonitorStatus { Layers = [new LayerStatus { Name = "DNS", DurationMilliseconds = 1.5 }] },
        };

        var json = JsonNode.Parse(KubernetesJson.Serialize(monitor))!;

        Assert.Equal("monitao.io/v1alpha1", (string?)json["apiVersion"]);
        Assert.Equal("ca", (string?)json["spec"]!["tls"]!["caConfigMapRef"]!["name"]);
        Assert.Equal(1.5, (double?)json["status"]!["layers"]![0]!["durationMilliseconds"]);
    }

    [Fact]
    public void The_Kubernetes_client_reads_back_what_it_wrote()
    {
        var since = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var written = new ConnectivityMonitor
        {
            Spec = new ConnectivityMonitorSpec { Target = "https://a", Maintenance = [new MaintenanceWindow { Schedule = "@daily", DurationSeconds = 60 }] },
            Status = new ConnectivityMonitorStatus
            {
                Verdict = new VerdictStatus { State = "Down", Since = since },
                Conditions = [new MonitorCondition { Type = "Ready", Status = "True", Reason = "Probing", LastTransitionTime = since }],
            },
        };

        var read = KubernetesJson.Deserialize<ConnectivityMonitor>(KubernetesJson.Serialize(written));

        Assert.Equal(written.Spec.Maintenance, read.Spec.Maintenance);
        Assert.Equal(written.Status.Verdict, read.Status!.Verdict);
        Assert.Equal(written.Status.Conditions, read.Status.Conditions);
    }

    [Fact]
    public void Fields_of_a_newer_version_are_tolerated()
    {
        const string json = """{"apiVersion":"monitao.io/v1alpha1","kind":"ConnectivityMonitor","metadata":{"name":"a"},"spec":{"target":"tcp://a:1","novel":{"x":[1]}},"status":{"novel":true}}""";

        Assert.Equal("tcp://a:1", KubernetesJson.Deserialize<ConnectivityMonitor>(json).Spec.Target);
    }

    [Fact]
    public void Absent_fields_hold_the_defaults_of_the_schema()
    {
        var spec = KubernetesJson.Deserialize<ConnectivityMonitor>("""{"spec":{"target":"https://a","http":{},"dns":{}}}""").Spec;

        Assert.Equal((60, 2, 1, 2), (spec.PeriodSeconds, spec.FailureThreshold, spec.SuccessThreshold, spec.RetrySeconds));
        Assert.Equal(["200-299"], spec.Http!.ExpectedStatus);
        Assert.Equal(["system"], spec.Dns!.Resolvers);
        Assert.True(spec.Http.FollowRedirects);
    }

    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("0123456789abc", 5, "0123…")]
    [InlineData("012\U0001F600xyz", 5, "012…")]
    public void A_text_is_cut_to_the_bound_and_never_within_a_character(string text, int maximum, string expected) =>
        Assert.Equal(expected, StatusLimits.Cut(text, maximum));
}
