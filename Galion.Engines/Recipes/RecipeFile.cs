using System.Text;
using Galion.Engines.Animating;
using Galion.Engines.Audio;
using Galion.Engines.Painting;
using Galion.Engines.Writing;

namespace Galion.Engines.Recipes;

/// <summary>Reads the recipe out of any file that a built-in engine made.</summary>
public static class RecipeFile
{
    private const int MaxMarkdownBytes = 16 << 20;

    /// <returns>The recipe, or null when the file carries none that this version reads.</returns>
    public static EngineRecipe? Read(ReadOnlyMemory<byte> file) =>
        Try(() => PainterRecipe.Read(file.Span)) ?? Try(() => AudioRecipe.Read(file.Span)) ?? Try(() => AnimatorRecipe.Read(file.Span)) ?? MidiRecipe.Read(file.Span)
        ?? ScoreRecipe.Read(file) ?? CaptionRecipe.Read(file.Span)
        ?? (file.Length <= MaxMarkdownBytes ? WriterDocument.ReadRecipe(Encoding.UTF8.GetString(file.Span)) : null);

    /// <summary>The given files that a file of an engine holds, in the order of that engine's inputs; empty where one was not given.</summary>
    public static IReadOnlyList<byte[]> ReadSources(ReadOnlyMemory<byte> file, EngineRecipe recipe) =>
        recipe.Model == AnimatorVideoGenerator.ModelId ? AnimatorRecipe.ReadSources(file.Span) : PainterRecipe.ReadSources(file.Span);

    /// <summary>Each reader knows its own formats; a damaged file, or one of another kind, is one without a recipe.</summary>
    private static EngineRecipe? Try(Func<EngineRecipe?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
