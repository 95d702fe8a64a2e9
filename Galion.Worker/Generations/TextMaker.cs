using System.Text;
using Galion.Engines;
using Galion.Engines.Writing;
using Galion.Platform.Generations;
using Galion.Platform.Providers;
using Microsoft.Extensions.AI;

namespace Galion.Worker.Generations;

/// <summary>A text is paid by the tokens that were read and written, in units begun.</summary>
internal sealed class TextMaker(IChatClient engine) : IMediaMaker
{
    public async Task<MadeMedia> MakeAsync(
        Generation generation, IReadOnlyDictionary<string, DataContent> inputs, IProgress<EngineProgress> progress, CancellationToken cancellationToken)
    {
        ChatResponse response = await engine.GetResponseAsync(
            [new ChatMessage(ChatRole.User, generation.Prompt)],
            new ChatOptions { ModelId = generation.Model, AdditionalProperties = EngineOptions.Of(generation, progress) }, cancellationToken);
        long tokens = response.Usage?.TotalTokenCount
            ?? throw new InvalidDataException($"{generation.Model} did not say how much it read and wrote.");
        var file = new DataContent(Encoding.UTF8.GetBytes(WriterDocument.ToMarkdown(response)), "text/markdown")
        {
            AdditionalProperties = new AdditionalPropertiesDictionary
            {
                ["name"] = "text.md",
                ["recipe"] = response.AdditionalProperties?.GetValueOrDefault("recipe"),
            },
        };
        return new MadeMedia([file], (int)((tokens + EngineModels.TokensPerUnit - 1) / EngineModels.TokensPerUnit));
    }
}
