using System.Text;
using System.Text.Json;
using Galion.Engines.Audio;
using Galion.Engines.Speaking;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Speaking;

/// <summary>One speaker for all tests of a class, with its processes.</summary>
public sealed class Speakers : IDisposable
{
    public SpeakerTextToSpeechClient Client { get; } = new();

    public void Dispose() => Client.Dispose();

    /// <summary>Speaks with options by their wire names.</summary>
    internal async Task<Spoken> SayAsync(string text, params (string Name, object Value)[] options) =>
        new(await Client.GetAudioAsync(text, Options(options), TestContext.Current.CancellationToken));

    internal static TextToSpeechOptions Options(params (string Name, object Value)[] options) =>
        new() { AdditionalProperties = new AdditionalPropertiesDictionary(options.ToDictionary(item => item.Name, item => (object?)item.Value)) };
}

internal sealed class Spoken(TextToSpeechResponse response)
{
    public DataContent Content => (DataContent)response.Contents[0];

    public byte[] File => Content.Data.ToArray();

    public AudioBuffer Audio => WavFile.Read(Content.Data.Span);

    public T Property<T>(string name) => (T)Content.AdditionalProperties![name]!;

    public string Text(string name) => Encoding.UTF8.GetString(
        response.Contents.OfType<DataContent>().Single(content => (string?)content.AdditionalProperties!["name"] == name).Data.Span);

    public JsonElement Timings => JsonDocument.Parse(Text("speech.json")).RootElement;

    public IReadOnlyList<(string Text, double StartMs, double EndMs)> Words =>
        [.. Timings.GetProperty("sentences").EnumerateArray().SelectMany(sentence => sentence.GetProperty("words").EnumerateArray())
            .Select(word => (word.GetProperty("text").GetString()!, word.GetProperty("start_ms").GetDouble(), word.GetProperty("end_ms").GetDouble()))];

    /// <summary>The samples of one sentence, by its number.</summary>
    public float[] Sentence(int number)
    {
        var sentence = Timings.GetProperty("sentences").EnumerateArray().Single(item => item.GetProperty("number").GetInt32() == number);
        var audio = Audio;
        var (start, end) = (At("start_ms"), At("end_ms"));
        return audio[0][start..end].ToArray();

        int At(string name) => (int)Math.Round(sentence.GetProperty(name).GetDouble() * audio.SampleRate / 1_000);
    }
}
