namespace MoniTao.Operator.Metrics;

/// <summary>How enumerations are written on the page: in lower case, as label values of this kind are.</summary>
internal static class LabelValues
{
    public static string Word<T>(this T value) where T : struct, Enum => Words<T>.Of[value];

    private static class Words<T> where T : struct, Enum
    {
#pragma warning disable CA1308 // the words of the exposition formats and the labels are in lower case
        public static readonly Dictionary<T, string> Of = Enum.GetValues<T>().ToDictionary(value => value, value => value.ToString().ToLowerInvariant());
#pragma warning restore CA1308
    }
}
