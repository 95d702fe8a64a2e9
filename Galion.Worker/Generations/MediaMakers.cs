using System.Text.Json;
using Galion.Engines;
using Galion.Platform.Generations;
using Microsoft.Extensions.AI;

namespace Galion.Worker.Generations;

internal sealed class VideoMaker(IVideoGenerator engine) : IMediaMaker
{
    public async Task<MadeMedia> MakeAsync(Generation generation, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
    {
        VideoGenerationResponse response = await engine.GenerateAsync(
            new VideoGenerationRequest(generation.Prompt),
            new VideoGenerationOptions { ModelId = generation.Model, AdditionalProperties = EngineOptions.Of(generation, progress) }, cancellationToken);
        DataContent? poster = response.Contents.FirstOrDefault(file => file.MediaType == "image/png");
        return new MadeMedia(response.Contents, generation.Units, poster?.Data);
    }
}

internal sealed class MusicMaker(IMusicGenerator engine) : IMediaMaker
{
    public async Task<MadeMedia> MakeAsync(Generation generation, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
    {
        MusicGenerationResponse response = await engine.GenerateAsync(
            new MusicGenerationRequest(generation.Prompt),
            new MusicGenerationOptions { ModelId = generation.Model, AdditionalProperties = EngineOptions.Of(generation, progress) }, cancellationToken);
        return new MadeMedia(response.Contents, generation.Units);
    }
}

internal sealed class VoiceMaker(ITextToSpeechClient engine) : IMediaMaker
{
    public async Task<MadeMedia> MakeAsync(Generation generation, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
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
        foreach (JsonProperty option in generation.Options.EnumerateObject())
        {
            options[option.Name] = option.Value;
        }

        return options;
    }
}
