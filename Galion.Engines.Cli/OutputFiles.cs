using Microsoft.Extensions.AI;

namespace Galion.Engines.Cli;

/// <summary>Writes what was made: the first file under the name that was asked for, the others beside it.</summary>
internal static class OutputFiles
{
    /// <summary>Finds out before the work whether its result can be kept.</summary>
    /// <exception cref="UsageException">It cannot: the name is that of a folder or of a file that goes in, or nothing can be written there.</exception>
    public static void Check(string output, IEnumerable<string> inputs)
    {
        var path = Path.GetFullPath(output);
        if (Directory.Exists(path))
        {
            throw new UsageException($"{output} is a folder. Name the file: -o {Path.Combine(output, "NAME")}");
        }

        if (inputs.Any(input => Path.GetFullPath(input) == path))
        {
            throw new UsageException($"{output} is what it is made of, and would be lost. Give the result another name.");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Create(Draft(path), 1, FileOptions.DeleteOnClose).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{output} cannot be written: {exception.Message} Nothing was made. Choose a folder of yours with -o.");
        }
    }

    /// <exception cref="IOException">A file cannot be written, and files that were there before are unchanged; or one cannot be put in its place, and those before it are there.</exception>
    public static async Task<IReadOnlyList<(string Path, long Size)>> WriteAsync(string output, IReadOnlyList<DataContent> files, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(output);
        if (!string.IsNullOrEmpty(folder))
        {
            Directory.CreateDirectory(folder);
        }

        var stem = Path.GetFileNameWithoutExtension(output);
        var mainStem = NameOf(files[0]) is { } mainName ? Path.GetFileNameWithoutExtension(mainName) : null;
        var written = new List<(string Path, long Size)>();
        try
        {
            for (var n = 0; n < files.Count; n++)
            {
                var path = n == 0 ? output : Path.Combine(folder ?? "", stem + Suffix(files[n], n, mainStem, Path.GetExtension(output)));
                written.Add((path, files[n].Data.Length));
                await File.WriteAllBytesAsync(Draft(path), files[n].Data, cancellationToken);
            }

            // Nothing takes the place of what was there before all of it is written.
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var (path, _) in written)
            {
                File.Move(Draft(path), path, overwrite: true);
            }

            return written;
        }
        catch
        {
            foreach (var (path, _) in written)
            {
                File.Delete(Draft(path));
            }

            throw;
        }
    }

    private static string Draft(string path) => path + ".part";

    private static string? NameOf(DataContent file) => file.AdditionalProperties?.GetValueOrDefault("name") is string name ? Path.GetFileName(name) : null;

    /// <summary>What tells the file from the main one: engines name those that belong together alike.</summary>
    private static string Suffix(DataContent file, int position, string? mainStem, string ending) => NameOf(file) switch
    {
        null => $".{position + 1}{ending}",
        var name when mainStem is not null && name.StartsWith(mainStem + ".", StringComparison.Ordinal) => name[mainStem.Length..],
        var name => "." + name,
    };
}
