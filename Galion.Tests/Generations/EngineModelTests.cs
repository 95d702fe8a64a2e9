using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Engines.Animating;
using Galion.Engines.Composing;
using Galion.Engines.Options;
using Galion.Engines.Speaking;
using Galion.Engines.Writing;

namespace Galion.Tests.Generations;

/// <summary>The price list describes the options of the built-in engines; only the engines know them.</summary>
public sealed class EngineModelTests
{
    /// <summary>Longer texts belong into files: a request is not a place for a book.</summary>
    private const int MaxTextLength = 100_000;

    /// <summary>What an engine decides about its own files and the platform does not offer.</summary>
    private static readonly string[] Withheld = ["document_sha256", "start_frame_sha256", "end_frame_sha256"];

    private static readonly JsonSerializerOptions Indented = new(GalionJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Engines => ["animator", "speaker", "composer", "writer"];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_price_list_describes_the_options_as_the_engine_declares_them(string engine)
    {
        string declared = JsonSerializer.Serialize(OptionsOf(engine).Where(option => !Withheld.Contains(option.Name)).Select(Describe), Indented) + "\n";
        string path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "Galion.Platform", "Providers", "Options", engine + ".json");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(path, declared, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), declared);
    }

    private static IReadOnlyList<EngineOption> OptionsOf(string engine) => engine switch
    {
        "animator" => AnimatorVideoGenerator.Options,
        "speaker" => SpeakerTextToSpeechClient.Options,
        "composer" => ComposerMusicGenerator.Options,
        _ => WriterChatClient.Options,
    };

    private static ModelOption Describe(EngineOption option) => new(
        option.Name,
        option.Type switch
        {
            EngineOptionType.Whole => ModelOptionTypes.Whole,
            EngineOptionType.Number => ModelOptionTypes.Number,
            EngineOptionType.Text => ModelOptionTypes.Text,
            EngineOptionType.Choice => ModelOptionTypes.Enum,
            EngineOptionType.Choices => ModelOptionTypes.List,
            _ => ModelOptionTypes.Boolean,
        },
        option.Description,
        option.Default is null ? null : JsonSerializer.SerializeToElement(option.Default),
        option.Type is EngineOptionType.Whole or EngineOptionType.Number ? option.Min : null,
        option.Type is EngineOptionType.Whole or EngineOptionType.Number ? option.Max : null,
        option.Type == EngineOptionType.Text ? Math.Min(option.MaxLength, MaxTextLength) : null,
        option.Type is EngineOptionType.Choice or EngineOptionType.Choices ? option.Allowed : null);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
