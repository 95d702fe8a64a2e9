namespace Galion.NexusLang.Hosting;

/// <summary>The names that programs may give to what they make: plain file names on every system, never paths.</summary>
public static class AssetNames
{
    public const int MaxLength = 100;

    private static readonly string[] Devices = ["con", "prn", "aux", "nul"];

    /// <summary>Letters, digits, spaces, <c>-</c>, <c>_</c> and dots, neither beginning nor ending with a dot or space.</summary>
    public static bool IsPlain(string name)
    {
        if (name.Length is 0 or > MaxLength || name[0] is '.' or ' ' || name[^1] is '.' or ' ')
        {
            return false;
        }

        string stem = name.Split('.')[0].TrimEnd().ToLowerInvariant();
        bool isDevice = Devices.Contains(stem)
            || (stem.Length == 4 && char.IsAsciiDigit(stem[3]) && (stem.StartsWith("com", StringComparison.Ordinal) || stem.StartsWith("lpt", StringComparison.Ordinal)));
        return !isDevice && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ' ');
    }
}
