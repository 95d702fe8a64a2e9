using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Galion.Engines.Painting.Operations;
using Galion.Engines.Recipes;

namespace Galion.Engines.Painting;

/// <summary>How the recipe of a picture stands in its file, in every format, and how it is read again from the file alone.</summary>
public static class PainterRecipe
{
    /// <summary>Reads the recipe that a PNG, JPEG, WebP, AVIF or OpenRaster file of the painter carries.</summary>
    /// <returns>Null when the file has none that this version reads.</returns>
    public static EngineRecipe? Read(ReadOnlySpan<byte> file)
    {
        var texts = PictureFormats.Recognise(file) switch
        {
            PictureFormat.Png => FromPng(file),
            PictureFormat.OpenRaster => [OpenRaster.ReadRecipe(file)],
            _ => XmpCarriers.Find(file).Select(Xmp.ReadRecipe),
        };
        return texts.Select(EngineRecipe.TryParse).FirstOrDefault(recipe => recipe is { Model: Painter.ModelId });
    }

    /// <summary>The given pictures that a file of the painter holds, in the order in which its recipe takes them.</summary>
    public static IReadOnlyList<byte[]> ReadSources(ReadOnlySpan<byte> file) => SourceCarriers.Find(file);

    /// <summary>The options that a recipe repeats, without count and file format.</summary>
    /// <exception cref="EngineOptionException">The recipe holds options that this painter does not know.</exception>
    public static PainterOptions ToPainterOptions(this EngineRecipe recipe) =>
        PainterOptions.From(OptionValues.Read("painter", PainterRequest.Options, recipe.ToOptions()));

    internal static EngineRecipe Create(string prompt, JsonObject options, IReadOnlyList<string> understood, IReadOnlyList<string> ignored) =>
        EngineRecipe.Create(Painter.ModelId, Painter.EngineVersion, prompt, options, understood, ignored);

    /// <summary>The texts of a PNG: the common form that most tools read, the exact recipe, and the mark of algorithmic origin.</summary>
    internal static IReadOnlyList<PngText> ToTexts(this EngineRecipe recipe)
    {
        var parameters = recipe.ToComment();
        return
        [
            new PngText("parameters", parameters, International: parameters.Any(letter => letter > 0xFF)),
            new PngText(EngineRecipe.Keyword, recipe.ToString(), International: true),
            new PngText("XML:com.adobe.xmp", Xmp.Create(Creator(recipe), parameters, recipe: null), International: true),
        ];
    }

    internal static string ToXmp(this EngineRecipe recipe) => Xmp.Create(Creator(recipe), recipe.ToComment(), recipe.ToString());

    /// <summary>In the form that picture generators commonly write: the prompt, then what must not be in it, then the settings.</summary>
    internal static string ToComment(this EngineRecipe recipe)
    {
        var text = new StringBuilder(recipe.Prompt);
        if (recipe.Options["negative_prompt"] is { } negative)
        {
            text.Append("\nNegative prompt: ").Append(negative);
        }

        text.Append(CultureInfo.InvariantCulture, $"\nSeed: {recipe.Options["seed"]}, Size: {recipe.Options["width"]}x{recipe.Options["height"]}, Model: {recipe.Model}");
        foreach (var name in (ReadOnlySpan<string>)["operation", "style", "palette", "detail"])
        {
            if (recipe.Options[name] is { } value)
            {
                text.Append(CultureInfo.InvariantCulture, $", {char.ToUpperInvariant(name[0])}{name[1..]}: {value}");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $", Version: {recipe.EngineVersion}").ToString();
    }

    private static string Creator(EngineRecipe recipe) => string.Create(CultureInfo.InvariantCulture, $"{recipe.Model} {recipe.EngineVersion}");

    private static List<string?> FromPng(ReadOnlySpan<byte> file)
    {
        try
        {
            return [PngDecoder.ReadTexts(file).FirstOrDefault(item => item.Keyword == EngineRecipe.Keyword)?.Text];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }
}
