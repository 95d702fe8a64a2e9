using System.Globalization;
using System.Text;
using Galion.Engines.Recipes;

namespace Galion.Engines.Audio;

/// <summary>What a file says about itself.</summary>
/// <param name="Recipe">Stored under <see cref="EngineRecipe.Keyword"/> as one line of JSON.</param>
public sealed record AudioTags(EngineRecipe? Recipe = null)
{
    private const int MaxCommentPrompt = 300;

    public string? Title { get; init; }

    /// <summary>Further tags by the names that ffmpeg gives them, such as <c>TBPM</c> or <c>language</c>.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    /// <summary>Chapters in order; MP3, Opus, M4A and M4B carry them.</summary>
    public IReadOnlyList<AudioChapter> Chapters { get; init; } = [];

    /// <summary>The recipe in words, for people who look at the file's properties.</summary>
    public string? Comment => Recipe is null ? null : string.Create(
        CultureInfo.InvariantCulture, $"Made by {Recipe.Model} {Recipe.EngineVersion}, a procedural engine, from: {Shorten(Recipe.Prompt)}");

    /// <summary>All of it in ffmpeg's metadata format, save the recipe where <paramref name="withRecipe"/> is false.</summary>
    internal string ToFfmetadata(bool withRecipe, long durationMs)
    {
        var text = new StringBuilder(";FFMETADATA1\n");
        Add("title", Title);
        Add("comment", Comment);
        foreach (var (name, value) in More)
        {
            Add(name, value);
        }

        if (withRecipe)
        {
            Add(EngineRecipe.Keyword, Recipe?.ToString());
        }

        for (var n = 0; n < Chapters.Count; n++)
        {
            var end = n + 1 < Chapters.Count ? Chapters[n + 1].StartMs : durationMs;
            text.Append(CultureInfo.InvariantCulture, $"[CHAPTER]\nTIMEBASE=1/1000\nSTART={Chapters[n].StartMs}\nEND={Math.Max(end, Chapters[n].StartMs)}\n");
            Add("title", Chapters[n].Title);
        }

        return text.ToString();

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                text.Append(Escape(name)).Append('=').Append(Escape(value)).Append('\n');
            }
        }
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text.Where(letter => letter is not ('\0' or '\r')))
        {
            if (letter is '=' or ';' or '#' or '\\' or '\n')
            {
                escaped.Append('\\');
            }

            escaped.Append(letter);
        }

        return escaped.ToString();
    }

    private static string Shorten(string prompt)
    {
        var line = prompt.ReplaceLineEndings(" ").Replace('\t', ' ');
        if (line.Length <= MaxCommentPrompt)
        {
            return line;
        }

        var length = char.IsHighSurrogate(line[MaxCommentPrompt - 1]) ? MaxCommentPrompt - 1 : MaxCommentPrompt;
        return line[..length] + "…";
    }
}

/// <param name="StartMs">From the start of the file.</param>
public sealed record AudioChapter(long StartMs, string Title);
