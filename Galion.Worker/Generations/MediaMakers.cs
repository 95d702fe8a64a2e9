using System.Text.Json;
using Galion.Engines;
using Galion.Platform.Generations;
using Microsoft.Extensions.AI;

namespace Galion.Worker.Generations;

internal sealed class VideoMaker(IVideoGenerator engine) : IMediaMaker
{
    public async Task<MadeMedia> MakeAsync(
        Generation generation, IReadOnlyDictionary<string, DataContent> inputs, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
    {
        AdditionalPropertiesDictionary options = EngineOptions.Of(generation, progress);
        if (inputs.GetValueOrDefault(AssetInputs.Start) is { } start && start.HasTopLevelMediaType("video"))
        {
            // A film goes on as it began; the seed that was drawn for this generation would make it another one.
            options.Remove("seed");
        }

        VideoGenerationResponse response = await engine.GenerateAsync(
            new VideoGenerationRequest(generation.Prompt, inputs.GetValueOrDefault(AssetInputs.Start), inputs.GetValueOrDefault(AssetInputs.End)),
            new VideoGenerationOptions { ModelId = generation.Model, AdditionalProperties = options }, cancellationToken);
        DataContent? poster = response.Contents.FirstOrDefault(file => file.MediaType == "image/png");
        return new MadeMedia(response.Contents, generation.Units, poster?.Data);
    }
}

internal sealed class MusicMaker(IMusicGenerator engine) : IMediaMaker
{
    public async Task<MadeMedia> MakeAsync(
        Generation generation, IReadOnlyDictionary<string, DataContent> inputs, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
    {
        MusicGenerationResponse response = await engine.GenerateAsync(
            new MusicGenerationRequest(generation.Prompt),
            new MusicGenerationOptions { ModelId = generation.Model, AdditionalProperties = EngineOptions.Of(generation, progress) }, cancellationToken);
        return new MadeMedia(response.Contents, generation.Units);
    }
}

internal sealed class VoiceMaker(ITextToSpeechClient engine) : IMediaMaker
{
    public async Task<MadeMedia> MakeAsync(
        Generation generation, IReadOnlyDictionary<string, DataContent> inputs, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
    {
        TextToSpeechResponse response = await engine.GetAudioAsync(
            generation.Prompt,
            new TextToSpeechOptions { ModelId = generation.Model, AdditionalProperties = EngineOptions.Of(generation, progress) }, cancellationToken);
        return new MadeMedia([.. response.Contents.OfType<DataContent>()], generation.Units);
    }
}

internal static class EngineOptions
{
    /// <summary>The options of a generation and where its progress goes, as every engine takes them.</summary>
    public static AdditionalPropertiesDictionary Of(Generation generation, IProgress<EngineProgress> progress)
    {
        var options = new AdditionalPropertiesDictionary { [EngineProgress.Key] = progress };
        foreach (JsonProperty option in generation.Options.EnumerateObject().Where(option => !AssetInputs.Options.Contains(option.Name)))
        {
            options[option.Name] = option.Value;
        }

        return options;
    }
}
