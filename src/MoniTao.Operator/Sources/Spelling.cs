namespace MoniTao.Operator.Sources;

/// <summary>Finds what a mistyped name was meant to be.</summary>
internal static class Spelling
{
    /// <summary>True when at most two letters must be changed, added or left out (Levenshtein).</summary>
    public static bool IsClose(string name, string given)
    {
        if (Math.Abs(name.Length - given.Length) > 2)
            return false;
        var previous = Enumerable.Range(0, given.Length + 1).ToArray();
        for (var i = 1; i <= name.Length; i++)
        {
            var current = new int[given.Length + 1];
            current[0] = i;
            for (var j = 1; j <= given.Length; j++)
            {
                var change = previous[j - 1] + (name[i - 1] == given[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[^1] <= 2;
    }
}
