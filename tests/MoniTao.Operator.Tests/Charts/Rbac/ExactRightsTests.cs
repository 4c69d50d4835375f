namespace MoniTao.Operator.Tests.Charts.Rbac;

/// <summary>
/// What the chart lets the operator do is what the operator does: under these rights alone its whole life meets no refusal in the
/// audit log of a real API server and uses each of them, and with any of them taken away it is refused.
/// </summary>
public sealed class ExactRightsTests(AuditedServer audited, ITestOutputHelper output) : IClassFixture<AuditedServer>
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Every right, and whether it is one in the operator's own namespace; the whole life asserts that the list is complete.</summary>
    public static TheoryData<string, string, bool> Rights => new()
    {
        { "list", "connectivitymonitors", false },
        { "watch", "connectivitymonitors", false },
        { "patch", "connectivitymonitors/status", false },
        { "create", "events", false },
        { "patch", "events", false },
        { "get", "configmaps", false },
        { "get", "secrets", false },
        { "create", "leases", true },
        { "get", "leases", true },
        { "update", "leases", true },
        { "create", "events", true },
        { "patch", "events", true },
    };

    [Fact]
    public async Task Whole_life_in_one_namespace_is_refused_nothing_and_uses_every_right()
    {
        using var installation = await Installation.CreateAsync(await audited.GetAsync(), output, namespaced: true);

        await new OperatorLife(installation, CancellationToken.None).LiveAsync();

        Assert.Empty(await audited.ForbiddenAsync(installation.Account));
        Assert.Equal(Words(installation.Rights), (await audited.AllowedAsync(installation.Account)).Order(StringComparer.Ordinal));
        Assert.Equal(Words(Rights.Select(row => Of(installation, row.Data.Item1, row.Data.Item2, row.Data.Item3))), Words(installation.Rights));
    }

    [Fact]
    public async Task Whole_life_in_all_namespaces_is_refused_nothing_and_uses_every_right()
    {
        using var installation = await Installation.CreateAsync(await audited.GetAsync(), output, namespaced: false);

        await new OperatorLife(installation, CancellationToken.None).LiveAsync();

        Assert.Empty(await audited.ForbiddenAsync(installation.Account));
        // a cluster role says nothing of namespaces
        var used = (await audited.AllowedAsync(installation.Account)).Select(request => string.Join(' ', request.Split(' ').Take(2))).Distinct();
        Assert.Equal(Words(installation.Rights.Select(right => right with { Namespace = "" })), used.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rights))]
    public async Task Without_any_one_right_the_life_is_refused_something(string verb, string resource, bool own)
    {
        using var installation = await Installation.CreateAsync(
            await audited.GetAsync(), output, namespaced: true, (release, monitors) => new Right(verb, resource, own ? release : monitors));
        var missing = Of(installation, verb, resource, own).ToString();
        Assert.Equal(Rights.Count - 1, installation.Rights.Count);
        Assert.DoesNotContain(missing, Words(installation.Rights));

        using var end = new CancellationTokenSource();
        var life = new OperatorLife(installation, end.Token).LiveAsync();
        while (!life.IsCompleted && !(await audited.ForbiddenAsync(installation.Account)).Contains(missing))
            await Task.Delay(Look, TestContext.Current.CancellationToken);
        await end.CancelAsync();
        await Task.WhenAny(life);

        Assert.Equal([missing], await audited.ForbiddenAsync(installation.Account));
    }

    private static Right Of(Installation installation, string verb, string resource, bool own) =>
        new(verb, resource, own ? installation.Namespace : installation.Monitors.Name);

    private static IEnumerable<string> Words(IEnumerable<Right> rights) => rights.Select(right => right.ToString()).Order(StringComparer.Ordinal);
}
