using System.Text;

namespace Galion.Engines.Recipes;

/// <summary>The recipe in a MIDI file: a text event of its own at the beginning of the first track.</summary>
internal static class MidiRecipe
{
    private const byte MetaEvent = 0xFF;
    private const byte TextEvent = 0x01;
    private const int MaxText = 1 << 20;

    /// <returns>The recipe, or null when the file is no MIDI file or carries none.</returns>
    public static EngineRecipe? Read(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith("MThd"u8))
        {
            return null;
        }

        var keyword = Encoding.ASCII.GetBytes(EngineRecipe.Keyword + " {");
        var at = file.IndexOf(keyword);
        // Before the text stand the kind of event and the length, seven bits a byte.
        for (var size = 1; size <= 4 && at - size - 2 >= 0; size++)
        {
            if (file[at - size - 2] == MetaEvent && file[at - size - 1] == TextEvent)
            {
                var length = 0;
                foreach (var part in file.Slice(at - size, size))
                {
                    length = (length << 7) | (part & 0x7F);
                }

                return length > MaxText || length > file.Length - at ? null : EngineRecipe.TryParse(Encoding.UTF8.GetString(file.Slice(at, length)[(EngineRecipe.Keyword.Length + 1)..]));
            }
        }

        return null;
    }
}
