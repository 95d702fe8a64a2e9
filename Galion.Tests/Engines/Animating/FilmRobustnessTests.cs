using System.Text;
using Galion.Engines.Animating;
using Galion.Engines.Painting;
using Galion.Engines.Programs;

namespace Galion.Tests.Engines.Animating;

/// <summary>Random and hostile prompts and options: each gives frames, or an error that says what is wrong.</summary>
public sealed class FilmRobustnessTests
{
    private static readonly string[] Hostile =
    [
        "", " ", "\0\u0001\u001b[31m", "🌋🌊🔥🦊", "\u202eאבג العربية", new string('a', 100_000), string.Concat(Enumerable.Repeat("zoom in ", 12_000)), "no no no without bez nie",
        "titled \"\u202e\0\"", "titled \"" + new string('W', 500) + "\"", "napis \"漢字 😀\"", "'; DROP TABLE films; --", "-999 seconds, 60 s, 0 s", "\ud800 half a pair",
    ];

    private static readonly string[] Words =
    [
        "mountains", "sea", "lake", "forest", "city", "space", "planet", "mandala", "abstract", "pattern", "portrait of a woman", "night", "snow", "rain", "storm",
        "fog", "aurora", "volcano", "desert", "isometric village", "campfire", "growing", "noc zapada", "świta", "zoom in", "pan left", "orbit", "loop", "slow", "fast",
        "titled \"Go\"", "birds", "waterfall", "watercolour", "low poly", "without clouds", "red", "neon",
    ];

    [Fact]
    public void Four_hundred_random_requests_are_answered() => Run(400, seed: 1, frames: false);

    [Fact]
    public void Thirty_random_clips_show_frames() => Run(30, seed: 2, frames: true);

    [Fact(Explicit = true)]
    public void Ten_thousand_random_requests_are_answered() => Run(10_000, seed: long.Parse(Environment.GetEnvironmentVariable("GALION_HOSTILE_SEED") ?? "3", System.Globalization.CultureInfo.InvariantCulture), frames: true);

    private static void Run(int count, long seed, bool frames)
    {
        var dice = Dice.For(seed, "robustness");
        for (var n = 0; n < count; n++)
        {
            var (prompt, options) = (PromptOf(dice), OptionsOf(dice));
            try
            {
                var shot = Films.Plan(prompt, options);
                Assert.InRange(shot.FrameCount, 2, 3_600);
                Assert.True(shot.Width % 2 == 0 && shot.Height % 2 == 0 && Math.Max(shot.Width, shot.Height) <= 1_920);
                Assert.True(shot.Direction.Ignored.Count <= 40);
                if (frames)
                {
                    options["resolution"] = "144p";
                    options["detail"] = "draft";
                    Films.Frames(prompt, options, dice.Chance(0.2f) ? new Pictures(Films.Picture(64 + dice.Below(300), 20 + dice.Below(300)), null) : null, moments: [dice.Unit()]);
                }
            }
            catch (ArgumentException problem)
            {
                Assert.NotEmpty(problem.Message);
            }
            catch (MissingProgramException)
            {
                // Says how to install it.
            }
        }
    }

    private static string PromptOf(Dice dice)
    {
        if (dice.Chance(0.15f))
        {
            return Hostile[dice.Below(Hostile.Length)];
        }

        var prompt = new StringBuilder();
        for (var n = dice.Below(7); n >= 0; n--)
        {
            prompt.Append(Words[dice.Below(Words.Length)]).Append(dice.Chance(0.5f) ? ", " : " ");
        }

        return prompt.ToString();
    }

    private static Dictionary<string, object?> OptionsOf(Dice dice)
    {
        var options = new Dictionary<string, object?>();
        foreach (var option in AnimatorVideoGenerator.Options.Where(_ => dice.Chance(0.4f)))
        {
            options[option.Name] = dice.Below(12) switch
            {
                0 => "",
                1 => double.NaN,
                2 => long.MaxValue,
                3 => new string('x', 2_000),
                _ => option.Allowed.Count > 0 ? option.Allowed[dice.Below(option.Allowed.Count)]
                    : option.Max < 1e15 ? (option.Type == Galion.Engines.Options.EngineOptionType.Whole ? (object)(long)dice.Range((float)option.Min, (float)option.Max) : dice.Range((float)option.Min, (float)option.Max))
                    : option.Name.EndsWith("sha256", StringComparison.Ordinal) ? null : option.Type == Galion.Engines.Options.EngineOptionType.Flag ? dice.Chance(0.5f) : (object)"sea",
            };
        }

        return options;
    }
}
