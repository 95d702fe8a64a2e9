using System.Globalization;
using System.Text;

namespace Galion.NexusLang.Cli;

/// <summary>How many columns characters take in a terminal: the wide blocks of Unicode's East Asian Width (UAX 11) and emoji take two.</summary>
internal static class TerminalWidth
{
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1FAFF),
        (0x20000, 0x3FFFD),
    ];

    internal static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
        ? 0
        : Array.Exists(Wide, w => w.First <= rune.Value && rune.Value <= w.Last) ? 2 : 1;
}
