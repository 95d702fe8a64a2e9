using System.Globalization;
using System.Text;
using Galion.Engines.Recipes;

namespace Galion.Engines.Composing.Scores;

/// <summary>Writes the chords in ChordPro's manner: directives for the piece, a grid of bars for each section.</summary>
internal static class ChordChart
{
    private const int BarsPerLine = 4;

    /// <param name="recipe">Stands as a comment at the end, when there is one.</param>
    public static byte[] Write(Composition piece, EngineRecipe? recipe = null)
    {
        var brief = piece.Brief;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{{title: {brief.Style.Name.Replace('_', ' ')} in {brief.Key.Name}}}\n");
        text.Append(CultureInfo.InvariantCulture, $"{{key: {brief.Key.NameOf(brief.Key.TonicClass)}{(brief.Key.Scale.IsMinor ? "m" : "")}}}\n");
        text.Append(CultureInfo.InvariantCulture, $"{{tempo: {brief.Bpm}}}\n{{time: {brief.Meter.Name}}}\n{{duration: {brief.Seconds}}}\n");
        foreach (var (section, start) in piece.Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{{start_of_grid: {char.ToUpperInvariant(section.Kind[0])}{section.Kind[1..]}}}\n");
            for (var bar = 0; bar < section.Bars; bar++)
            {
                text.Append(bar % BarsPerLine == 0 ? "| " : "").Append(Bar(piece, start + bar * brief.Meter.Bar)).Append(" |");
                text.Append(bar % BarsPerLine == BarsPerLine - 1 || bar == section.Bars - 1 ? '\n' : ' ');
            }

            text.Append("{end_of_grid}\n");
        }

        if (recipe is not null)
        {
            text.Append('\n').Append(ScoreRecipe.Comment).Append(recipe).Append('\n');
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The chord of each beat; a dot where it lasts.</summary>
    private static string Bar(Composition piece, int start)
    {
        var meter = piece.Brief.Meter;
        var beats = new List<string>();
        var at = start;
        foreach (var pulse in meter.Pulses)
        {
            var span = piece.Chords.FirstOrDefault(chord => chord.Start < at + pulse && chord.End > at && (chord.Start >= at || beats.Count == 0));
            beats.Add(span is null ? "." : span.Chord.NameIn(piece.Brief.Key));
            at += pulse;
        }

        return string.Join(' ', beats);
    }
}
