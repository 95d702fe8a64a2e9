using System.Security;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Galion.Engines.Imaging;

/// <summary>The XMP packet of a picture: how it was made, in words and as a recipe, and that an algorithm made it.</summary>
internal static class Xmp
{
    private const string Namespace = "urn:galion:recipe";

    /// <param name="recipe">One line of JSON; null where the file carries it in another place.</param>
    /// <param name="comment">For people.</param>
    public static string Create(string creator, string comment, string? recipe)
    {
        var own = recipe is null ? "" : $"\n  xmlns:galion=\"{Namespace}\" galion:Recipe=\"{Escape(recipe)}\"";
        return $"""
            <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
              xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
              Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"{own}
              xmp:CreatorTool="{Escape(creator)}"><dc:description xmlns:dc="http://purl.org/dc/elements/1.1/"><rdf:Alt><rdf:li xml:lang="x-default">{Escape(comment)}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>
            """;
    }

    /// <returns>The recipe's JSON, or null when the packet has none or is damaged.</returns>
    public static string? ReadRecipe(string packet)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(packet.Trim('\0', ' ', '\n', '\r')), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, MaxCharactersInDocument = 8_000_000 });
            return XDocument.Load(reader).Descendants().Attributes(XName.Get("Recipe", Namespace)).FirstOrDefault()?.Value;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Escape(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= 0x20 and not 0xFFFE and not 0xFFFF or '\n' or '\t')
            {
                clean.Append(rune);
            }
        }

        return SecurityElement.Escape(clean.ToString());
    }
}
