using MoniTao.Network.Tests.Lab;

namespace MoniTao.Network.Tests;

/// <summary>What a run leaves behind: nothing, and what a killed run left, the next one removes.</summary>
public sealed class CleaningTests(PathNetwork network)
{
    [Fact]
    public void Namespaces_of_processes_that_are_gone_are_stale_and_those_of_others_are_not()
    {
        string[] names = ["monitao-test-7-router", "monitao-test-8-router", "monitao-test-7", "monitao-test-x-router", "cni-7-router", "router"];

        Assert.Equal(["monitao-test-7-router"], NamespaceNames.Stale(names, pid => pid == 8));
    }

    [Fact]
    public void A_name_tells_who_made_it()
    {
        var name = NamespaceNames.Of(7, Node.Router);

        Assert.Equal("monitao-test-7-router", name);
        Assert.Equal([name], NamespaceNames.Stale([name], _ => false));
        Assert.Empty(NamespaceNames.Stale([name], _ => true));
    }

    [Fact]
    public async Task Namespaces_of_a_killed_run_are_removed_and_those_of_this_run_stay()
    {
        Assert.NotEmpty(network.Diagnoses);
        using var gone = System.Diagnostics.Process.Start("true");
        await gone.WaitForExitAsync();
        var left = NamespaceNames.Of(gone.Id, Node.Router);
        await Shell.RunAsync("ip", ["netns", "add", left]);
        Assert.Contains(left, Namespaces.Existing());

        await Namespaces.RemoveStaleAsync();

        Assert.DoesNotContain(left, Namespaces.Existing());
        Assert.Contains(Namespaces.Name(Node.Router), Namespaces.Existing());
    }

    [Fact]
    public async Task The_machine_itself_has_no_link_of_the_network()
    {
        Assert.NotEmpty(network.Diagnoses);
        var links = await Shell.RunAsync("ip", ["-brief", "link"]);

        Assert.Equal(0, links.ExitCode);
        Assert.DoesNotContain("full0", links.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("dark0", links.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("confined0", links.Output, StringComparison.Ordinal);
    }
}
