using System.IO.Compression;
using Galion.Engines.Imaging;

namespace Galion.Engines.Animating.Files;

/// <summary>Packs every frame as a PNG into a ZIP; the first carries the recipe.</summary>
internal sealed class FramesWriter : IFilmWriter
{
    /// <summary>ZIP entries need a time; one that never changes keeps the file the same.</summary>
    private static readonly DateTimeOffset Epoch = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly int _width;
    private readonly int _height;
    private readonly IReadOnlyList<PngText> _texts;
    private readonly FilmFile _file = new();
    private readonly ZipArchive _archive;
    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _sources;
    private int _frames;

    /// <param name="sources">The given pictures, which the first frame takes along.</param>
    public FramesWriter(Shot shot, IReadOnlyList<PngText> texts, IReadOnlyList<ReadOnlyMemory<byte>> sources)
    {
        (_width, _height, _texts, _sources) = (shot.Width, shot.Height, texts, sources);
        _archive = new ZipArchive(_file.Stream, ZipArchiveMode.Create, leaveOpen: true);
    }

    public Task WriteAsync(byte[] rgb, CancellationToken cancellationToken)
    {
        var entry = _archive.CreateEntry($"frame-{_frames + 1:D5}.png", CompressionLevel.NoCompression);
        entry.LastWriteTime = Epoch;
        using var stream = entry.Open();
        var bitmap = new Bitmap(_width, _height, 3, rgb);
        if (_frames++ == 0 && _sources.Count > 0)
        {
            stream.Write(SourceCarriers.Insert(PngEncoder.Encode(bitmap, _texts, cancellationToken), PictureFormat.Png, _sources));
        }
        else
        {
            PngEncoder.Write(stream, bitmap, _frames == 1 ? _texts : null, cancellationToken);
        }

        return Task.CompletedTask;
    }

    public Task<byte[]> FinishAsync(CancellationToken cancellationToken)
    {
        _archive.Dispose();
        return _file.ReadAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _archive.Dispose();
        return _file.DisposeAsync();
    }
}
