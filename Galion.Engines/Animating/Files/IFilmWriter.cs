namespace Galion.Engines.Animating.Files;

/// <summary>Takes the frames of a clip in order and makes a file of them.</summary>
internal interface IFilmWriter : IAsyncDisposable
{
    /// <param name="rgb">Three bytes a pixel, rows from the top; the writer is done with it when the task ends.</param>
    Task WriteAsync(byte[] rgb, CancellationToken cancellationToken);

    /// <returns>The whole file.</returns>
    Task<byte[]> FinishAsync(CancellationToken cancellationToken);
}
