using System.Globalization;

namespace Galion.Engines.Cli;

/// <summary>The words of a progress, as long as a line of the terminal has room for.</summary>
internal static class ProgressLine
{
    private const int MostCells = 28;
    private const long WorthTelling = 1_000;

    /// <summary>A bar, always of the same length, the percentage and what is being done; where room is scarce, only how long it takes still.</summary>
    /// <param name="columns">How many characters there is room for; below 5, nothing is told.</param>
    public static string Draw(EngineProgress progress, int columns)
    {
        var cells = Math.Clamp(columns * 3 / 10, 0, MostCells);
        var full = (int)(Math.Clamp(progress.Fraction, 0, 1) * cells);
        var percent = string.Create(CultureInfo.InvariantCulture, $"{Percent(progress),3:0} %");
        var head = $"{new string('█', full)}{new string('░', cells - full)} {percent}";
        var room = columns - head.Length - 2;
        var left = Left(progress);
        string[] words = left.Length > 0 ? [$"{progress.Stage}, {left}", left] : [progress.Stage, Shorten(progress.Stage, room)];
        var fits = words.FirstOrDefault(said => said.Length <= room) ?? "";
        return fits.Length > 0 ? $"{head}  {fits}" : head.Length <= columns ? head : percent.Length <= columns ? percent : "";
    }

    /// <summary>The same without a bar, for a log.</summary>
    public static string Tell(EngineProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{Percent(progress):0} %  {progress.Stage}{(Left(progress) is { Length: > 0 } left ? ", " + left : "")}");

    /// <summary>All is done only when it is.</summary>
    private static double Percent(EngineProgress progress) => progress.Fraction >= 1 ? 100 : Math.Clamp(Math.Floor(progress.Fraction * 100), 0, 99);

    private static string Left(EngineProgress progress) => progress.EtaMs switch
    {
        null or < WorthTelling => "",
        < 90_000 => string.Create(CultureInfo.InvariantCulture, $"{progress.EtaMs / 1_000.0:0} s left"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{progress.EtaMs / 60_000.0:0} min left"),
    };

    private static string Shorten(string text, int length) => length < 5 ? "" : text.Length <= length ? text : text[..(length - 1)].TrimEnd() + "…";
}
