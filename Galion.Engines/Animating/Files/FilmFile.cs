namespace Galion.Engines.Animating.Files;

/// <summary>A film that grows on the disk, because one that grows in memory is held there twice. It goes with the object.</summary>
internal sealed class FilmFile : IAsyncDisposable
{
    private readonly FileStream _stream = new(
        Path.Combine(Path.GetTempPath(), $"galion-film-{Guid.NewGuid():n}"),
        new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose, BufferSize = 1 << 16 });

    public Stream Stream => _stream;

    /// <returns>The whole file.</returns>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        await _stream.FlushAsync(cancellationToken);
        _stream.Position = 0;
        var bytes = new byte[_stream.Length];
        await _stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
