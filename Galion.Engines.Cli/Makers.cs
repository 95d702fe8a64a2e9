using System.Text;
using Galion.Engines.Animating;
using Galion.Engines.Composing;
using Galion.Engines.Painting;
using Galion.Engines.Speaking;
using Galion.Engines.Writing;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Cli;

/// <summary>What can be made, written out.</summary>
internal static class Makers
{
    public static IReadOnlyList<Maker> All { get; } =
    [
        new("image", Painter.ModelId, "Pictures", "a lighthouse at dusk, watercolour", PainterImageGenerator.Options,
            [new("from", "The picture to vary, restyle, fill, extend, enlarge or cut out."), new("mask", "White where inpaint shall fill.")],
            Formats("png", "jpg=jpeg", "jpeg", "webp", "avif", "ora"), MakeImageAsync),
        new("video", AnimatorVideoGenerator.ModelId, "Video clips", "snow falls on a forest at night, slow zoom in", AnimatorVideoGenerator.Options,
            [new("start_frame", "The picture to begin with."), new("end_frame", "The picture to end with.")],
            Formats("mp4", "webm", "gif", "apng", "png=apng", "zip=frames"), MakeVideoAsync),
        new("speech", SpeakerTextToSpeechClient.ModelId, "Speech", "The ferry leaves at 9:45 from pier 3.", SpeakerTextToSpeechClient.Options, [],
            Formats("wav", "mp3", "flac", "opus", "m4a", "m4b"), MakeSpeechAsync),
        new("music", ComposerMusicGenerator.ModelId, "Music with stems, MIDI and score", "calm lo-fi in D minor, 75 bpm", ComposerMusicGenerator.Options,
            [new("original", "A piece of the composer to extend or change.")], Formats("wav", "flac", "mp3", "opus", "m4a"), MakeMusicAsync),
        new("text", WriterChatClient.ModelId, "Texts by rule: summaries, rewriting, templates, answers from documents", "Summarise in two sentences.",
            WriterChatClient.Options, [new("document_file", "A text to work on.")], Formats("md=", "txt="), MakeTextAsync),
    ];

    /// <param name="endings">File name endings, each with the engine's name of the format when that differs.</param>
    private static Dictionary<string, string> Formats(params ReadOnlySpan<string> endings)
    {
        var formats = new Dictionary<string, string>();
        foreach (var ending in endings)
        {
            var parts = ending.Split('=');
            formats[parts[0]] = parts[^1];
        }

        return formats;
    }

    private static async Task<IReadOnlyList<DataContent>> MakeImageAsync(MakeRequest request, CancellationToken cancellationToken)
    {
        using var painter = new PainterImageGenerator();
        string[] roles = ["from", "mask"];
        var originals = roles.Select(request.Read).OfType<AIContent>();
        var response = await painter.GenerateAsync(
            new ImageGenerationRequest(request.Prompt, originals), new ImageGenerationOptions { AdditionalProperties = request.Values }, cancellationToken);
        return [.. response.Contents.OfType<DataContent>()];
    }

    private static async Task<IReadOnlyList<DataContent>> MakeVideoAsync(MakeRequest request, CancellationToken cancellationToken)
    {
        using var animator = new AnimatorVideoGenerator();
        var response = await animator.GenerateAsync(
            new VideoGenerationRequest(request.Prompt, request.Read("start_frame"), request.Read("end_frame")),
            new VideoGenerationOptions { AdditionalProperties = request.Values }, cancellationToken);
        return response.Contents;
    }

    private static async Task<IReadOnlyList<DataContent>> MakeSpeechAsync(MakeRequest request, CancellationToken cancellationToken)
    {
        using var speaker = new SpeakerTextToSpeechClient();
        var response = await speaker.GetAudioAsync(request.Prompt, new TextToSpeechOptions { AdditionalProperties = request.Values }, cancellationToken);
        return [.. response.Contents.OfType<DataContent>()];
    }

    private static async Task<IReadOnlyList<DataContent>> MakeMusicAsync(MakeRequest request, CancellationToken cancellationToken)
    {
        using var composer = new ComposerMusicGenerator();
        var response = await composer.GenerateAsync(
            new MusicGenerationRequest(request.Prompt, request.Read("original")),
            new MusicGenerationOptions { AdditionalProperties = request.Values }, cancellationToken);
        return response.Contents;
    }

    private static async Task<IReadOnlyList<DataContent>> MakeTextAsync(MakeRequest request, CancellationToken cancellationToken)
    {
        using var writer = new WriterChatClient();
        if (request.Read("document_file") is { } document)
        {
            request.Values["document"] = Encoding.UTF8.GetString(document.Data.Span);
        }

        var response = await writer.GetResponseAsync(
            [new ChatMessage(ChatRole.User, request.Prompt)], new ChatOptions { AdditionalProperties = request.Values }, cancellationToken);
        return
        [
            new DataContent(Encoding.UTF8.GetBytes(WriterDocument.ToMarkdown(response)), "text/markdown")
            {
                AdditionalProperties = new AdditionalPropertiesDictionary { ["recipe"] = response.AdditionalProperties?.GetValueOrDefault("recipe") },
            },
        ];
    }
}
