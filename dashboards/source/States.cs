using MoniTao.Dashboards.Model;

namespace MoniTao.Dashboards;

/// <summary>What the numbers of verdicts are called.</summary>
internal static class States
{
    public static readonly object[] Verdicts = Colors.Mapping(
        ("1", "Reachable", Colors.Good), ("0", "Down", Colors.Bad), ("-1", "Not known", Colors.Unknown), ("2", "Maintenance", Colors.Dns));

    public static readonly object[] Conditions = Colors.Mapping(("1", "True", Colors.Tcp), ("0", "False", "#4D4D4D"), ("-1", "Unknown", Colors.Unknown));

    public static readonly object[] Resolvers = Colors.Mapping(("1", "agree", Colors.Good), ("0", "disagree", Colors.Warning));

    /// <summary>Zeros step back.</summary>
    public static readonly object[] Nothing = [new { type = "value", options = new Dictionary<string, object> { ["0"] = new { text = "·", index = 0 } } }];

    public static readonly object[] Weekdays = Colors.Mapping(
        ("0", "Mon", "text"), ("1", "Tue", "text"), ("2", "Wed", "text"), ("3", "Thu", "text"), ("4", "Fri", "text"), ("5", "Sat", "text"), ("6", "Sun", "text"));

    /// <summary>The colour of each layer, by the names of the label <c>layer</c> and of the label <c>phase</c>.</summary>
    public static readonly (string Layer, string Color)[] Layers =
    [
        ("DNS", Colors.Dns), ("TCP", Colors.Tcp), ("TLS", Colors.Tls), ("HTTP", Colors.Http), ("ICMP", Colors.Unknown),
    ];

    /// <summary>Paints the series that are named after a layer or a phase.</summary>
    public static Panel PaintLayers(this Panel panel) => Layers
        .SelectMany(layer => new[] { layer, (Layer: layer.Layer.ToLowerInvariant(), layer.Color) })
        .Where(layer => panel.Queries.Any(query => query.Legend.Contains("layer", StringComparison.Ordinal)) == char.IsUpper(layer.Layer[0]))
        .Aggregate(panel, (painted, layer) => painted.Column(layer.Layer, ("color", Colors.Fixed(layer.Color))));
}
