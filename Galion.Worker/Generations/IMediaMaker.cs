using Galion.Engines;
using Galion.Platform.Generations;
using Microsoft.Extensions.AI;

namespace Galion.Worker.Generations;

/// <summary>An engine or a provider behind one face, whatever the kind it makes. Registered under the id of its model.</summary>
internal interface IMediaMaker
{
    /// <param name="inputs">The account's own files to work on, by the option that names them.</param>
    /// <exception cref="ArgumentException">It can never make this; the message is for people.</exception>
    Task<MadeMedia> MakeAsync(
        Generation generation, IReadOnlyDictionary<string, DataContent> inputs, IProgress<EngineProgress> progress, CancellationToken cancellationToken);
}

/// <param name="Files">What was made, the main file first; each says its <c>name</c> among its additional properties.</param>
/// <param name="UnitsDelivered">How many of the generation's units this is; at least 1.</param>
/// <param name="Picture">A PNG that stands for it, if there is one.</param>
internal sealed record MadeMedia(IReadOnlyList<DataContent> Files, int UnitsDelivered, ReadOnlyMemory<byte>? Picture = null);
