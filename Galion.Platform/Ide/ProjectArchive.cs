using System.IO.Compression;
using System.Text;
using Galion.Platform.NexusLang;

namespace Galion.Platform.Ide;

/// <summary>Files that were read from an upload, and those that were left out: together no more than a project may hold, however it is packed.</summary>
public sealed class UploadedFiles(NexusPlan plan)
{
    // What is left out because it is too large was read up to its limit, and that costs time too.
    private long _mayRead = 2L * plan.ProjectBytes;

    public NexusPlan Plan => plan;

    /// <summary>Names as they came, not yet checked, and contents that a file may have.</summary>
    public List<(string Path, string Content)> Texts { get; } = [];

    public List<(string Path, string Reason)> Skipped { get; } = [];

    /// <summary>Why so many files more are too many; null when they are not.</summary>
    public string? FaultOfMore(int files) => Texts.Count + Skipped.Count + files > plan.FilesPerProject
        ? $"It holds more files than the {plan.FilesPerProject} that your plan allows in a project."
        : null;

    /// <summary>Counts bytes that were read.</summary>
    /// <returns>Null while there may be more.</returns>
    public string? FaultOfRead(int bytes) => (_mayRead -= bytes) < 0 ? "What it holds is larger than a project may be." : null;
}

/// <summary>Projects as ZIP files: what leaves, and what comes in from anybody and is bounded while it is read.</summary>
public static class ProjectArchive
{
    private const int UnixLink = 0xA000;
    private const int UnixKind = 0xF000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly DateTimeOffset OldestTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="folder">In which the files come to lie, with its slash; or empty.</param>
    public static async Task AddAsync(ZipArchive archive, string folder, IEnumerable<ProjectFile> files, CancellationToken cancellationToken)
    {
        foreach (ProjectFile file in files)
        {
            ZipArchiveEntry entry = archive.CreateEntry(folder + file.Path, CompressionLevel.Fastest);
            entry.LastWriteTime = file.UpdatedAt < OldestTime ? OldestTime : file.UpdatedAt;
            await using Stream stream = await entry.OpenAsync(cancellationToken);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(file.Content), cancellationToken);
        }
    }

    /// <summary>Unpacks texts. It stops at the first sign of more than a project may hold, however small the file is that holds it.</summary>
    /// <returns>Null when all was read, otherwise why not.</returns>
    public static async Task<string?> ReadAsync(MemoryStream zip, UploadedFiles into, CancellationToken cancellationToken)
    {
        try
        {
            await using ZipArchive archive = await ZipArchive.CreateAsync(zip, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
            ZipArchiveEntry[] entries = [.. archive.Entries.Where(entry => entry.Name.Length > 0 && !IsOfSystem(entry.FullName))];
            if (into.FaultOfMore(entries.Length) is { } tooMany)
            {
                return tooMany;
            }

            byte[] buffer = new byte[into.Plan.FileBytes + 1];
            foreach (ZipArchiveEntry entry in entries)
            {
                if (((entry.ExternalAttributes >> 16) & UnixKind) == UnixLink)
                {
                    into.Skipped.Add((entry.FullName, "It is a link to another file."));
                    continue;
                }

                await using Stream stream = await entry.OpenAsync(cancellationToken);
                int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
                if (into.FaultOfRead(length) is { } tooMuch)
                {
                    return tooMuch;
                }

                Add(entry.FullName, buffer.AsSpan(0, length), into);
            }

            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException
            or IOException or OverflowException)
        {
            return "It is damaged, encrypted or no ZIP file.";
        }
    }

    /// <summary>Takes one file as text, or says why not.</summary>
    public static void Add(string path, ReadOnlySpan<byte> bytes, UploadedFiles into)
    {
        if (bytes.Length > into.Plan.FileBytes)
        {
            into.Skipped.Add((path, $"It is larger than {into.Plan.FileBytes / 1024} KB."));
            return;
        }

        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            bytes = bytes[Encoding.UTF8.Preamble.Length..];
        }

        string? text = bytes.Contains((byte)0) ? null : Decode(bytes);
        if (text is null)
        {
            into.Skipped.Add((path, "It is no text in UTF-8."));
        }
        else
        {
            into.Texts.Add((path, text));
        }
    }

    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>What packing programs put in by themselves.</summary>
    private static bool IsOfSystem(string path) =>
        path.StartsWith("__MACOSX/", StringComparison.Ordinal) || path.EndsWith("/.DS_Store", StringComparison.Ordinal) || path == ".DS_Store";
}
