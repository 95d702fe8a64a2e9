using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Engine;

/// <summary>The folder that holds everything the running application writes: data, logs, generated secrets.</summary>
internal sealed class StateDirectory
{
    private const string PathKey = "Aspire:Store:Path";

    private StateDirectory(string root, bool isTemporary)
    {
        Root = root;
        IsTemporary = isTemporary;
    }

    public string Root { get; }

    /// <summary>Belongs to one test: written without waiting for the disk, and removed afterwards.</summary>
    public bool IsTemporary { get; }

    public string Logs => Path.Combine(Root, "logs");

    public static StateDirectory Of(IDistributedApplicationBuilder builder)
    {
        var root = builder.Configuration[PathKey] ?? Path.Combine(builder.AppHostDirectory, "..", ".galion");
        return new StateDirectory(Path.GetFullPath(root), builder.Configuration.GetValue<bool>("Aspire:Store:Temporary"));
    }

    /// <exception cref="DistributedApplicationException">The folder cannot be written to, or its disk is full.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(Logs);
            var probe = Path.Combine(Root, ".writable");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException && !DiskSpace.IsFull(exception))
        {
            throw new DistributedApplicationException(
                $"Cannot write to {Root}: {exception.Message}\nGive it back to yourself: sudo chown -R \"$(id -un)\" '{Root}'", exception);
        }
        catch (IOException)
        {
            // Said below, with how much is missing.
        }

        if (FindShortage(DiskSpace.ToStart) is { } disk)
        {
            throw new DistributedApplicationException(
                $"The disk of {disk.Folder} is full: {disk.FreeMegabytes} MB are free, {DiskSpace.ToStart >> 20} MB are needed to start. Your data is as it was.\n{disk.Remedy}");
        }
    }

    /// <returns>The first disk under this folder that has less free space than this; null when there is enough everywhere.</returns>
    public DiskSpace? FindShortage(long leastBytes) => Disks().FirstOrDefault(disk => disk.FreeBytes < leastBytes);

    /// <summary>The folder's own disk, and those to which a server's folder is linked (see <see cref="ServerAccount"/>).</summary>
    private IEnumerable<DiskSpace> Disks() => Directory.EnumerateDirectories(Root)
        .Select(folder => new DirectoryInfo(folder).LinkTarget)
        .OfType<string>()
        .Where(Directory.Exists)
        .Prepend(Root)
        .Select(DiskSpace.Of);

    public string Data(string resourceName) => Path.Combine(Root, resourceName);
}

/// <summary>Generated passwords and secrets, in a file that only its owner can read.</summary>
internal sealed class SecretStore(string path)
{
    private static readonly Lock Gate = new();

    public static SecretStore Of(IDistributedApplicationBuilder builder) =>
        new(Path.Combine(StateDirectory.Of(builder).Root, "secrets.json"));

    public string GetOrAdd(string key, Func<string> create)
    {
        lock (Gate)
        {
            var secrets = Read();
            if (!secrets.TryGetValue(key, out var value))
            {
                value = secrets[key] = create();
                Write(secrets);
            }

            return value;
        }
    }

    private Dictionary<string, string> Read()
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [] : [];
        }
        catch (JsonException exception)
        {
            throw new DistributedApplicationException(
                $"The file of generated secrets is damaged: {path}\nRestore it from a backup, or start anew (removes all data): ./galion reset", exception);
        }
    }

    private void Write(Dictionary<string, string> secrets)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Written aside and renamed, so that a crash never leaves half a file: the data folders are useless without it.
        var aside = path + ".new";
        using (var stream = PrivateFile.Create(aside))
        {
            JsonSerializer.Serialize(stream, secrets);
            stream.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }
}
