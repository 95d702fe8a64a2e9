using System.Text.Json;
using Galion.Engines;
using Galion.Engines.Animating;
using Galion.Engines.Composing;
using Galion.Engines.Options;
using Galion.Engines.Painting;
using Galion.Engines.Programs;
using Galion.Engines.Speaking;
using Galion.Engines.Writing;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines;

/// <summary>Whatever an engine is asked, it makes something or says in words why not.</summary>
public sealed class RobustnessTests
{
    private const int OptionSets = 2_000;
    private const int MaxMessage = 2_000;

    private static readonly string[] Prompts =
    [
        "", "🍂🐝🎉👩‍👩‍👧‍👦", "\ud800 a\udc00", "مرحبا بالعالم, a lighthouse", "\0\u0001\u001b[31mred\u202e boat", "' OR 1=1; -- $(reboot) `id` %s %n {0}", "--option=value -i /etc/passwd",
    ];

    // What makes a request small; it outweighs what is drawn.
    private static readonly Dictionary<string, Engine> Engines = new()
    {
        ["painter"] = new(
            PainterImageGenerator.Options, new() { ["width"] = 64, ["height"] = 64, ["count"] = 1, ["detail"] = "draft", ["operation"] = "generate", ["x_axis"] = null, ["y_axis"] = null, ["z_axis"] = null },
            async (prompt, options, cancellationToken) =>
            {
                using var painter = new PainterImageGenerator(maxThreads: 1);
                return (await painter.GenerateAsync(new ImageGenerationRequest(prompt), new ImageGenerationOptions { AdditionalProperties = options }, cancellationToken)).Contents.Count;
            }),
        ["animator"] = new(
            AnimatorVideoGenerator.Options, new() { ["resolution"] = "144p", ["duration"] = 2, ["fps"] = 16, ["extend"] = 0, ["detail"] = "draft", ["format"] = "frames", ["aspect"] = "1:1" },
            async (prompt, options, cancellationToken) =>
            {
                using var animator = new AnimatorVideoGenerator(maxThreads: 1);
                return (await animator.GenerateAsync(new VideoGenerationRequest(prompt), new VideoGenerationOptions { AdditionalProperties = options }, cancellationToken)).Contents.Count;
            }),
        ["speaker"] = new(
            SpeakerTextToSpeechClient.Options, new() { ["format"] = "wav" },
            async (prompt, options, cancellationToken) =>
            {
                using var speaker = new SpeakerTextToSpeechClient(maxThreads: 1);
                return (await speaker.GetAudioAsync(prompt, new TextToSpeechOptions { AdditionalProperties = options }, cancellationToken)).Contents.Count;
            }),
        ["composer"] = new(
            ComposerMusicGenerator.Options, new() { ["duration"] = 10, ["stems"] = "none", ["synth"] = "galion", ["format"] = "wav", ["form"] = null, ["plan"] = null, ["extend_left"] = null, ["extend_right"] = null },
            async (prompt, options, cancellationToken) =>
            {
                using var composer = new ComposerMusicGenerator();
                return (await composer.GenerateAsync(new MusicGenerationRequest(prompt), new MusicGenerationOptions { AdditionalProperties = options }, cancellationToken)).Contents.Count;
            }),
        ["writer"] = new(
            WriterChatClient.Options, [],
            async (prompt, options, cancellationToken) =>
            {
                using var writer = new WriterChatClient();
                return (await writer.GetResponseAsync(prompt, new ChatOptions { AdditionalProperties = options }, cancellationToken)).Text.Length;
            }),
    };

    public static TheoryData<string> Names => [.. Engines.Keys];

    /// <summary>Ten thousand sets over all engines.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Options_of_any_kind_are_taken_or_refused_by_name(string name)
    {
        var engine = Engines[name];
        var random = new Random(1_118);
        var taken = 0;
        for (var n = 0; n < OptionSets; n++)
        {
            var set = RandomSet(engine.Options, random, hostile: true);
            try
            {
                var values = OptionValues.Read(name, engine.Options, set);
                var again = OptionValues.Read(name, engine.Options, values.ToJson().Select(item => KeyValuePair.Create<string, object?>(item.Key, JsonSerializer.SerializeToElement(item.Value))));
                Assert.Equal(values.ToJson().ToJsonString(), again.ToJson().ToJsonString());
                taken++;
            }
            catch (EngineOptionException refusal)
            {
                Assert.Contains(set, item => item.Key == refusal.Option);
                AssertForPeople(refusal);
            }
        }

        Assert.InRange(taken, 1, OptionSets - 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Prompts_of_any_kind_give_a_result_or_a_reason(string name)
    {
        var engine = Engines[name];
        var random = new Random(411);
        var made = 0;
        foreach (var prompt in Prompts)
        {
            var options = RandomSet(engine.Options, random, hostile: false);
            foreach (var (key, value) in engine.Smallest)
            {
                options[key] = value;
            }

            try
            {
                Assert.True(await engine.MakeAsync(prompt, new AdditionalPropertiesDictionary(options), TestContext.Current.CancellationToken) > 0);
                made++;
            }
            catch (Exception reason) when (reason is ArgumentException or MissingProgramException)
            {
                AssertForPeople(reason);
            }
        }

        Assert.NotEqual(0, made);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Huge_prompts_give_a_result_or_a_reason(string name)
    {
        var engine = Engines[name];
        // A speaker says all of it, which is its work and takes its time; one character more than it takes is refused.
        var prompt = string.Concat(Enumerable.Repeat("a red boat on a calm lake ", name == "speaker" ? 10_000 : 4_000));
        try
        {
            Assert.True(await engine.MakeAsync(prompt, new AdditionalPropertiesDictionary(engine.Smallest), TestContext.Current.CancellationToken) > 0);
        }
        catch (ArgumentException reason)
        {
            AssertForPeople(reason);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Cancelled_work_is_not_begun(string name) => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => Engines[name].MakeAsync("a red boat", new AdditionalPropertiesDictionary(Engines[name].Smallest), new CancellationToken(canceled: true)));

    private static void AssertForPeople(Exception reason)
    {
        Assert.InRange(reason.Message.Length, 10, MaxMessage);
        Assert.DoesNotContain("Exception", reason.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", reason.Message, StringComparison.Ordinal);
    }

    /// <param name="hostile">Whether values may be of the wrong kind, out of range or of unknown names; otherwise all are such as the options declare.</param>
    private static Dictionary<string, object?> RandomSet(IReadOnlyList<EngineOption> options, Random random, bool hostile)
    {
        var set = new Dictionary<string, object?>();
        foreach (var option in options.Where(_ => random.Next(6) == 0))
        {
            set[option.Name] = hostile && random.Next(5) == 0 ? Odd(random) : Fitting(option, random);
        }

        if (hostile && random.Next(10) == 0)
        {
            set[random.Next(2) == 0 ? "" : new string('x', random.Next(1, 400))] = 1;
        }

        return set;
    }

    private static object? Fitting(EngineOption option, Random random) => option.Type switch
    {
        EngineOptionType.Whole => (long)(option.Min + random.NextDouble() * (option.Max - option.Min)),
        EngineOptionType.Number => option.Min + random.NextDouble() * (option.Max - option.Min),
        EngineOptionType.Choice => option.Allowed[random.Next(option.Allowed.Count)],
        EngineOptionType.Choices => string.Join(',', option.Allowed.Where(_ => random.Next(3) == 0)),
        EngineOptionType.Flag => random.Next(2) == 0,
        _ => Prompts[random.Next(Prompts.Length)] is var text && text.Length <= option.MaxLength ? text : "",
    };

    private static object? Odd(Random random) => random.Next(14) switch
    {
        0 => null,
        1 => -1,
        2 => double.NaN,
        3 => double.PositiveInfinity,
        4 => long.MinValue,
        5 => new string('9', 400),
        6 => "\0",
        7 => new string('x', 3_000_000),
        8 => new[] { "a", "b" },
        9 => JsonSerializer.SerializeToElement(new { deep = new[] { 1, 2 } }),
        10 => JsonSerializer.SerializeToElement(1e300),
        11 => "true",
        12 => new object(),
        _ => DateTime.UnixEpoch,
    };

    private sealed record Engine(
        IReadOnlyList<EngineOption> Options, Dictionary<string, object?> Smallest, Func<string, AdditionalPropertiesDictionary, CancellationToken, Task<int>> MakeAsync);
}
