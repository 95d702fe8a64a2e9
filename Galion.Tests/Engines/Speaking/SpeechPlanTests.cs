using System.Globalization;
using System.Runtime.CompilerServices;
using Galion.Engines.Speaking;

namespace Galion.Tests.Engines.Speaking;

/// <summary>
/// What espeak-ng is asked to say, whatever version of it is installed, stands in plan.golden.txt: voices, speed, pitch, pauses and markup of every feeling, language and
/// kind of text. After a wanted change, run the test once with GALION_UPDATE_GOLDEN=1, read the difference, raise <see cref="SpeakerTextToSpeechClient.EngineVersion"/> and
/// commit the file.
/// </summary>
public sealed class SpeechPlanTests
{
    private const string English = "Dr. Smith paid $3.50 at 14:30 on 21 November 2026! Did he? See https://example.com/a.";
    private const string Polish = "Dnia 21.11.2026 r. o 14:30 zapłacono 3,50 zł przy ul. Długiej. Czy na pewno?";

    [Fact]
    public void What_is_said_and_how_stays_as_it_was()
    {
        var voices = new VoiceBook("0", "", [("English", "gmw/en-US", "en-us", 1), ("English", "gmw/en", "en-gb", 1), ("Polish", "zlw/pl", "pl", 1), ("German", "gmw/de", "de", 1)]);
        var lines = new List<string>();
        foreach (var emotion in Emotion.Names.Where(name => name != "whisper"))
        {
            Plan("Well, what now? We go home.", ("emotion", emotion));
        }

        Plan(English);
        Plan(English, ("voice", "en-gb"), ("rate", 1.5), ("pitch", 3.0), ("pitch_range", 0.5), ("pause", 2.0), ("word_gap", 100));
        Plan(Polish);
        Plan(Polish, ("take", 4), ("seed", 77));
        Plan("Guten Tag. Es ist 14:30 Uhr.", ("language", "de"));
        Plan("# One\n\nFirst. Second.\n\n- a thing\n- another thing\n\n# Two\n\nLast.");
        Plan("ANNA: Hello.\nBEN (happy): Hi there.\nANNA: Bye.", ("markup", "script"), ("speakers", "ANNA = en-us pitch=2; BEN = en-gb rate=0.9"));
        Plan("Dzień dobry, jak się pani dzisiaj miewa?\n\nGood morning! The ferry leaves at 9:45.\n\nDziękuję, to już niedługo.");
        Plan("<speak>One <break time=\"700ms\"/> two <prosody rate=\"slow\" pitch=\"+2st\" volume=\"-6dB\">three</prosody> <say-as interpret-as=\"characters\">abc</say-as> <sub alias=\"four\">IV</sub>.</speak>");
        Plan("<speak><s>One. Two</s><s xml:lang=\"pl\">2 osoby</s><s>Not <emphasis level=\"strong\">this</emphasis> one</s></speak>");
        Plan("The SQL of nginx.", ("dictionary", "SQL = sequel; nginx = [[EndZIn'Eks]]"));

        if (Environment.GetEnvironmentVariable("GALION_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(GoldenPath(), lines);
        }

        Assert.Equal(File.ReadAllLines(GoldenPath()), lines);

        void Plan(string text, params (string Name, object Value)[] options)
        {
            var plan = new SpeechPlanner(SpeakerOptions.Read(Speakers.Options(options)), voices).Plan(text, TestContext.Current.CancellationToken);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{plan.Kind} in {plan.Language}: {string.Join(", ", options.Select(option => $"{option.Name} {option.Value}"))}"));
            foreach (var utterance in plan.Utterances)
            {
                var request = utterance.Request;
                lines.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {utterance.Number} {utterance.Speaker} {request?.Voice} rate {request?.Rate} pitch {request?.Pitch} range {request?.Range} gap {request?.WordGap} pause {utterance.PauseMs} {request?.Markup.ReplaceLineEndings(" ")}"));
            }
        }
    }

    [Theory]
    [InlineData("<speak>One. {0}</speak>")]
    [InlineData("<speak>One {0} two.</speak>")]
    public void Breaks_that_would_fill_the_memory_are_refused(string ssml)
    {
        var voices = new VoiceBook("0", "", [("English", "gmw/en-US", "en-us", 1)]);
        var exception = Assert.Throws<ArgumentException>(() => new SpeechPlanner(SpeakerOptions.Read(null), voices).Plan(
            string.Format(CultureInfo.InvariantCulture, ssml, string.Concat(Enumerable.Repeat("<break time=\"10s\"/>", 13))), TestContext.Current.CancellationToken));

        Assert.StartsWith("The breaks in sentence 1 add up to more than 2 minutes", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wav", null, 1.8)]
    [InlineData("flac", null, 2.5)]
    [InlineData("m4b", null, 5)]
    [InlineData("mp3", 320, 2)]
    public void The_longest_speech_is_one_whose_file_fits_the_memory(string format, int? kbps, double hours)
    {
        var options = SpeakerOptions.Read(kbps is null ? Speakers.Options(("format", format)) : Speakers.Options(("format", format), ("bitrate_kbps", kbps)));

        Assert.Equal(hours, Math.Floor(SpeechJob.LongestSeconds(options, 22_050) / 360) / 10);
    }

    private static string GoldenPath([CallerFilePath] string path = "") => Path.Combine(Path.GetDirectoryName(path)!, "plan.golden.txt");
}
