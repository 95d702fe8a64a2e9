namespace Galion.NexusLang.Hosting;

/// <summary>
/// What programs write without the platform: files with plain names directly in one folder. Each is written beside its place and moved
/// there, so that a link in the folder is replaced and never followed, and a reader never sees half a file.
/// </summary>
internal sealed class OfflineFiles(string? folder)
{
    internal const int MaxBytes = 256 << 20;

    private const string ModelExtension = ".nxm";

    private static readonly HashSet<string> Extensions =
        new([".svg", ".png", ".jpg", ".webp", ".wav", ".ogg", ".csv", ".json", ".txt"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, byte[]> _kept = [];

    /// <returns>The file's path, or null when there is no folder to write to.</returns>
    internal string? Write(string name, ReadOnlySpan<byte> data)
    {
        Check(name, data.Length);
        if (!Extensions.Contains(Path.GetExtension(name)))
        {
            throw new NexusHostException($"'{name}' does not end like a picture, sound or table ({string.Join(' ', Extensions)}).");
        }

        return folder is null ? null : Place(name, data);
    }

    internal byte[]? ReadModel(string name)
    {
        string file = ModelName(name);
        if (folder is null)
        {
            return _kept.GetValueOrDefault(file);
        }

        var info = new FileInfo(Path.Combine(folder, file));
        if (!info.Exists)
        {
            return null;
        }

        return info.LinkTarget is null && info.Length <= MaxBytes
            ? File.ReadAllBytes(info.FullName)
            : throw new NexusHostException($"'{file}' is a link or larger than {MaxBytes >> 20} MB and is not read.");
    }

    internal void WriteModel(string name, byte[] data)
    {
        string file = ModelName(name);
        Check(file, data.Length);
        if (folder is null)
        {
            _kept[file] = data;
        }
        else
        {
            Place(file, data);
        }
    }

    private static string ModelName(string name)
    {
        string file = Path.HasExtension(name) ? name : name + ModelExtension;
        Check(file, 0);
        return file.EndsWith(ModelExtension, StringComparison.OrdinalIgnoreCase)
            ? file
            : throw new NexusHostException($"A model's name ends in {ModelExtension}, which may be left out; '{name}' ends otherwise.");
    }

    private static void Check(string name, int length)
    {
        if (!AssetNames.IsPlain(name))
        {
            throw new NexusHostException($"'{name}' is not a plain file name: letters, digits, spaces, '-', '_' and '.' only, and no folders.");
        }

        if (length > MaxBytes)
        {
            throw new NexusHostException($"'{name}' would be larger than {MaxBytes >> 20} MB.");
        }
    }

    private string Place(string name, ReadOnlySpan<byte> data)
    {
        string path = Path.Combine(Path.GetFullPath(folder!), name);
        string unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            File.WriteAllBytes(unfinished, data);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(unfinished);
            throw new NexusHostException($"'{name}' could not be written: {failure.Message}", failure);
        }

        return path;
    }
}
