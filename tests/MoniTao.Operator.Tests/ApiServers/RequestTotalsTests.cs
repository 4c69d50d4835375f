using MoniTao.TestKit.ApiServers;

namespace MoniTao.Operator.Tests.ApiServers;

public sealed class RequestTotalsTests
{
    private const string Metrics =
        """
        # TYPE apiserver_request_total counter
        apiserver_request_total{code="200",component="apiserver",contentType="application/json",resource="widgets",subresource="status",verb="APPLY"} 2
        apiserver_request_total{code="409",component="apiserver",resource="widgets",subresource="status",verb="APPLY"} 1.5e+06
        apiserver_request_total{code="200",component="apiserver",resource="widgets",verb="APPLY"} 10
        apiserver_request_total{code="200",client="a\"b},c",resource="widgets",subresource="",verb="GET"} 7
        apiserver_request_total_other{resource="widgets",verb="GET"} 100

        """;

    [Theory]
    [InlineData("APPLY", "widgets", "status", 1_500_002)]
    [InlineData("apply", "widgets", "", 10)]
    [InlineData("GET", "widgets", "", 7)]
    [InlineData("DELETE", "widgets", "", 0)]
    public void Answers_of_all_codes_are_added_for_one_subresource(string verb, string resource, string subresource, long expected) =>
        Assert.Equal(expected, RequestTotals.Count(Metrics, verb, resource, subresource));
}
