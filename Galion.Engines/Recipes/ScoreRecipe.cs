using System.Text;
using System.Xml;

namespace Galion.Engines.Recipes;

/// <summary>The recipe in a lead sheet, where it is a miscellaneous field of MusicXML, and in a chord chart, where it is a comment of ChordPro.</summary>
internal static class ScoreRecipe
{
    public const string Field = "miscellaneous-field";
    public const string Comment = "# " + EngineRecipe.Keyword + " ";
    private const int MaxBytes = 16 << 20;
    private const int MaxText = 1 << 20;

    /// <returns>The recipe, or null when the file is neither or carries none.</returns>
    public static EngineRecipe? Read(ReadOnlyMemory<byte> file) =>
        file.Length > MaxBytes ? null
        : file.Span.StartsWith("<?xml"u8) ? ReadSheet(file)
        : file.Span.StartsWith("{title:"u8) ? EngineRecipe.TryParseLine(Encoding.UTF8.GetString(file.Span), Comment)
        : null;

    private static EngineRecipe? ReadSheet(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var xml = XmlReader.Create(
                new MemoryStream(file.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = MaxBytes });
            while (xml.ReadToFollowing(Field))
            {
                if (xml.GetAttribute("name") == EngineRecipe.Keyword)
                {
                    return xml.ReadElementContentAsString() is { Length: <= MaxText } json ? EngineRecipe.TryParse(json) : null;
                }
            }
        }
        catch (XmlException)
        {
            // A damaged file is one without a recipe.
        }

        return null;
    }
}
