using Galion.Engines;
using Galion.Engines.Composing;
using Galion.Engines.Composing.Parts;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Composing;

/// <summary>Ways to ask the composer.</summary>
internal static class Music
{
    public static MusicGenerationOptions Options(params (string Name, object? Value)[] values)
    {
        var options = new MusicGenerationOptions { AdditionalProperties = [] };
        foreach (var (name, value) in values)
        {
            options.AdditionalProperties[name] = value;
        }

        return options;
    }

    /// <summary>The notes alone, which takes milliseconds.</summary>
    public static Composition Write(string prompt, params (string Name, object? Value)[] values) =>
        Composition.Write(ComposerMusicGenerator.Plan(new MusicGenerationRequest(prompt), Options(values)).Brief, TestContext.Current.CancellationToken);

    public static async Task<Dictionary<string, DataContent>> MakeAsync(string prompt, DataContent? original, params (string Name, object? Value)[] values)
    {
        using var composer = new ComposerMusicGenerator();
        var response = await composer.GenerateAsync(new MusicGenerationRequest(prompt, original), Options(values), TestContext.Current.CancellationToken);
        return response.Contents.ToDictionary(content => Kind(content), content => content);
    }

    /// <summary>Notes as comparable texts, from one tick to another, counted from the first.</summary>
    public static string[] Notes(Composition piece, Part part, int from, int to) =>
    [
        .. piece.Notes.GetValueOrDefault(part, []).Where(note => note.Tick >= from && note.Tick < to)
            .Select(note => $"{note.Tick - from} {note.Length} {note.Pitch} {note.Velocity:R} {note.Shift}"),
    ];

    /// <summary>The squares of all velocities of a section, for each bar.</summary>
    public static double Fullness(Composition piece, int index)
    {
        var (section, start) = piece.Sections[index];
        var end = start + section.Bars * piece.Brief.Meter.Bar;
        return piece.Notes.Values.SelectMany(notes => notes).Where(note => note.Tick >= start && note.Tick < end).Sum(note => note.Velocity * note.Velocity) / section.Bars;
    }

    /// <summary>"mix", "drums", "mid", "txt" …</summary>
    private static string Kind(DataContent content)
    {
        var parts = ((string)content.AdditionalProperties!["name"]!).Split('.');
        return content.AdditionalProperties.ContainsKey("recipe") ? "mix" : content.MediaType.StartsWith("audio/", StringComparison.Ordinal) && parts.Length > 2 ? parts[1] : parts[^1];
    }
}
