using System.Collections.Concurrent;
using System.Diagnostics;
using Galion.Engines.Programs;

namespace Galion.Engines.Speaking.Hosting;

/// <summary>Keeps as many speech processes as may work at once, started when first needed and replaced when they die.</summary>
/// <param name="size">How many speak at once.</param>
/// <param name="libraries">Names to look for the library under; empty for the usual ones.</param>
internal sealed class SpeechPool(int size, IReadOnlyList<string> libraries) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _places = new(size, size);
    private readonly ConcurrentBag<SpeechProcess> _idle = [];
    private volatile bool _disposed;

    public int Size => size;

    /// <exception cref="MissingProgramException">espeak-ng is not installed.</exception>
    /// <exception cref="ProgramFailedException">The text brought it down twice.</exception>
    public Task<Speech> SpeakAsync(SpeechRequest request, CancellationToken cancellationToken) =>
        RunAsync(process => process.Speak(request), cancellationToken);

    public Task<(string Version, string Folder, IReadOnlyList<(string Name, string File, string Languages, int Gender)> Voices)> ListVoicesAsync(
        CancellationToken cancellationToken) => RunAsync(process => process.ListVoices(), cancellationToken);

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var process))
        {
            process.Dispose();
        }
    }

    private async Task<T> RunAsync<T>(Func<SpeechProcess, T> work, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => RunTwice(work, cancellationToken), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    private T RunTwice<T>(Func<SpeechProcess, T> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var process = _idle.TryTake(out var idle) ? idle : new SpeechProcess(libraries);
            var started = Stopwatch.GetTimestamp();
            try
            {
                using var guard = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                guard.CancelAfter(Patience);
                using var killing = guard.Token.Register(process.Kill);
                return work(process);
            }
            catch (IOException exception)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (attempt == 2 || Stopwatch.GetElapsedTime(started) > Patience)
                {
                    throw new ProgramFailedException(ExternalProgram.EspeakNg, process.ExitCode, exception.Message);
                }
            }
            finally
            {
                if (process.Lives && !_disposed && !process.IsWorn)
                {
                    _idle.Add(process);
                }
                else
                {
                    process.Dispose();
                }
            }
        }
    }
}
