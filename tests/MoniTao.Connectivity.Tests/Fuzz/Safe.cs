using System.Globalization;
using MoniTao.Connectivity.Classification;

namespace MoniTao.Connectivity.Tests.Fuzz;

/// <summary>What may go into a status, a label and a terminal, whoever wrote it.</summary>
internal static class Safe
{
    /// <summary>Longer than any honest message; the status cuts at the same length.</summary>
    public const int MaximumLength = 4096;

    /// <summary>On one line, bounded, and without a character that a terminal takes for a command or that turns the direction of writing.</summary>
    public static void Text(string text, int maximum = MaximumLength)
    {
        Assert.InRange(text.Length, 0, maximum);
        Assert.DoesNotContain(text, c => char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
    }

    /// <summary>Success or one reason of the catalog, and every text in it safe.</summary>
    public static void Outcome(Assessment probe)
    {
        Assert.Equal(probe.Result == ProbeResult.Success, probe.Reason is null);
        Assert.True(probe.Reason is null || Reasons.Find(probe.Reason.Name) == probe.Reason);
        Assert.NotEmpty(probe.Message);
        foreach (var text in (string?[])[probe.Message, probe.Hint, probe.CertificateExpiring, probe.DnsInconsistent, .. probe.Layers.Select(l => l.Detail)])
            Text(text ?? "");
        Assert.Equal(probe.Reason is not null, probe.Layers.Any(l => l.Outcome == LayerOutcome.Failed));
        if (probe.Certificate is not { } certificate)
            return;
        Text(certificate.Subject);
        Text(certificate.Issuer);
        Assert.InRange(certificate.Names.Count, 0, 20);
        Assert.All(certificate.Names, name => Text(name, 300));
    }
}
