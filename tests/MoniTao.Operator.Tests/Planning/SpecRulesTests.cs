using MoniTao.Operator.Planning;
using MoniTao.Operator.Tests.Crd;

namespace MoniTao.Operator.Tests.Planning;

/// <summary>Servers before 1.25 drop the CEL rules: each must have a twin in the operator that says the same.</summary>
public class SpecRulesTests
{
    public static TheoryData<string, string, string> Broken => new(RuleCases.Broken.Select(given => (given.Id, given.Path, given.Spec)));

    public static TheoryData<string> Kept => new(RuleCases.Kept);

    [Fact]
    public void Every_rule_of_the_CRD_has_a_twin_and_every_twin_a_rule()
    {
        var messages = SchemaNodes.All()
            .SelectMany(node => node.Node["x-kubernetes-validations"]?.AsArray() ?? [])
            .Select(rule => (string)rule!["message"]!)
            .ToList();

        Assert.NotEmpty(messages);
        Assert.Equal(RuleCatalog.Rules.Keys.Order(), SpecRules.Ids.Order());
        Assert.Equal(RuleCatalog.Rules.Values.Select(rule => rule.Message).Order(), messages.Order());
    }

    [Fact]
    public void Every_rule_has_a_case_that_breaks_it() =>
        Assert.Equal(RuleCatalog.Rules.Keys.Order(), RuleCases.Broken.Select(given => given.Id).Distinct().Order());

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_is_reported_with_the_message_of_the_server(string id, string path, string spec) =>
        Assert.Contains(new SpecError(path, RuleCatalog.Rules[id].Message), SpecRules.Check(Specs.Of(spec)));

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_makes_the_spec_invalid(string id, string path, string spec)
    {
        Assert.NotEmpty(id);
        Assert.Contains(SpecValidator.Validate(Specs.Of(spec)), error => error.Path == path);
    }

    [Theory]
    [MemberData(nameof(Kept))]
    public void A_good_spec_passes(string spec) => Assert.Empty(SpecValidator.Validate(Specs.Of(spec)));
}
