using Galion.NexusLang.Binary;

namespace Galion.NexusLang.Cli;

/// <summary>Reads what a command works on, and says in words when that cannot be done.</summary>
internal static class Files
{
    internal static bool IsBinary(string file) => file.EndsWith(".nxb", StringComparison.OrdinalIgnoreCase);

    internal static int WithText(string file, Func<string, string, int> use) => Guard(() => use(File.ReadAllText(file), file));

    internal static int WithBytes(string file, Func<byte[], int> use) => Guard(() => use(File.ReadAllBytes(file)));

    internal static int Guard(Func<int> use)
    {
        try
        {
            return use();
        }
        catch (NexusBinaryException refused)
        {
            Console.Error.WriteLine($"error {refused.Code}: {refused.Message}");
            Console.Error.WriteLine($"   = {refused.Remedy}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"nexus: {problem.Message}");
        }

        return 1;
    }
}
