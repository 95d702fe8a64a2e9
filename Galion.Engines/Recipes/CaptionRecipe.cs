using System.Text;
using System.Text.Json;

namespace Galion.Engines.Recipes;

/// <summary>
/// The recipe beside the times of spoken words: a note at the end of WebVTT, the property <c>recipe</c> of JSON. SRT has no place for one: what
/// is not a caption in it is shown by some programs, and makes others drop captions or refuse the file.
/// </summary>
internal static class CaptionRecipe
{
    private const string Opening = "NOTE " + EngineRecipe.Keyword + " ";
    private const int MaxBytes = 64 << 20;

    /// <summary>One line. The arrow would begin a caption; the recipe writes its tip as <c>\u003E</c>.</summary>
    public static string Note(EngineRecipe recipe) => Opening + recipe;

    /// <returns>The recipe, or null when the file is neither or carries none.</returns>
    public static EngineRecipe? Read(ReadOnlySpan<byte> file) =>
        file.Length > MaxBytes ? null
        : file.StartsWith("WEBVTT"u8) ? EngineRecipe.TryParseLine(Encoding.UTF8.GetString(file), Opening)
        : file.StartsWith("{"u8) ? ReadJson(file)
        : null;

    private static EngineRecipe? ReadJson(ReadOnlySpan<byte> file)
    {
        try
        {
            var json = new Utf8JsonReader(file);
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var found = json.ValueTextEquals("recipe");
                json.Read();
                if (found)
                {
                    return EngineRecipe.TryParse(JsonElement.ParseValue(ref json).GetRawText());
                }

                json.Skip();
            }
        }
        catch (JsonException)
        {
            // A damaged file, or one that only begins like JSON, is one without a recipe.
        }

        return null;
    }
}
