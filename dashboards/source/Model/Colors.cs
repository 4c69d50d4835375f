namespace MoniTao.Dashboards.Model;

/// <summary>The palette of Okabe and Ito, which people with any colour vision can tell apart; and no colour is without its word.</summary>
internal static class Colors
{
    public const string Good = "#009E73";
    public const string Warning = "#E69F00";
    public const string Bad = "#D55E00";
    public const string Unknown = "#999999";

    public const string Dns = "#56B4E9";
    public const string Tcp = "#0072B2";
    public const string Tls = "#CC79A7";
    public const string Http = "#F0E442";

    /// <summary>One hue from the background to dark: more is darker for everybody.</summary>
    public const string Sequence = "continuous-blues";

    /// <summary>The colour begins at each of the steps.</summary>
    public static object Steps(string first, params (double From, string Color)[] steps) => new
    {
        mode = "absolute",
        steps = steps.Select(step => new { color = step.Color, value = (double?)step.From }).Prepend(new { color = first, value = (double?)null }),
    };

    public static object Fixed(string color) => new { mode = "fixed", fixedColor = color };

    /// <summary>Texts and colours of values.</summary>
    public static object[] Mapping(params (string Value, string Text, string Color)[] values) =>
    [
        new
        {
            type = "value",
            options = values.Select((v, index) => (v.Value, new { text = v.Text, color = v.Color, index })).ToDictionary(),
        },
    ];
}
