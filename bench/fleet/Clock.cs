namespace MoniTao.Fleet;

/// <summary>Elapsed time, in seconds.</summary>
internal static class Clock
{
    public static long Now => TimeProvider.System.GetTimestamp();

    public static double Since(long start) => TimeProvider.System.GetElapsedTime(start).TotalSeconds;
}
