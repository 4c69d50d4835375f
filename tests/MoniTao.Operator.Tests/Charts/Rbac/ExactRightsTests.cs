namespace MoniTao.Operator.Tests.Charts.Rbac;

/// <summary>
/// What the chart lets the operator do is what the operator does: under these rights alone its whole life meets no refusal in the
/// audit log of a real API server and uses each of them, and with any of them taken away it is refused.
/// </summary>
public sealed class ExactRightsTests(AuditedServer audited, ITestOutputHelper output) : IClassFixture<AuditedServer>
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>Every right; the whole life asserts that the list is complete.</summary>
    public static TheoryData<string, string> Rights => new()
    {
        { "list", "connectivitymonitors" },
        { "watch", "connectivitymonitors" },
        { "patch", "connectivitymonitors/status" },
        { "create", "events" },
        { "patch", "events" },
        { "get", "configmaps" },
        { "get", "secrets" },
        { "create", "leases" },
        { "get", "leases" },
        { "update", "leases" },
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whole_life_is_refused_nothing_and_uses_every_right(bool namespaced)
    {
        using var installation = await Installation.CreateAsync(await audited.GetAsync(), output, namespaced);

        await new OperatorLife(installation, CancellationToken.None).LiveAsync();

        Assert.Empty(await audited.ForbiddenAsync(installation.Account));
        Assert.Equal(installation.Rights.Order(StringComparer.Ordinal), (await audited.AllowedAsync(installation.Account)).Order(StringComparer.Ordinal));
        Assert.Equal(Rights.Select(row => $"{row.Data.Item1} {row.Data.Item2}").Order(StringComparer.Ordinal), installation.Rights.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rights))]
    public async Task Without_any_one_right_the_life_is_refused_something(string verb, string resource)
    {
        var missing = new Right(verb, resource);
        using var installation = await Installation.CreateAsync(await audited.GetAsync(), output, namespaced: true, missing);
        Assert.DoesNotContain(missing.ToString(), installation.Rights);
        Assert.Equal(Rights.Count - 1, installation.Rights.Count);

        using var end = new CancellationTokenSource();
        var life = new OperatorLife(installation, end.Token).LiveAsync();
        while (!life.IsCompleted && !(await audited.ForbiddenAsync(installation.Account)).Contains(missing.ToString()))
            await Task.Delay(Look, TestContext.Current.CancellationToken);
        await end.CancelAsync();
        await Task.WhenAny(life);

        Assert.Equal([missing.ToString()], await audited.ForbiddenAsync(installation.Account));
    }
}
