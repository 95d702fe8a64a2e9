using Galion.Engines.Composing.Parts;
using Galion.Engines.Prompts;
using Xunit;

namespace Galion.Tests.Engines.Composing;

public sealed class MusicPromptReaderTests
{
    [Theory]
    [InlineData("lo-fi beat to study to", "lofi")]
    [InlineData("a quiet jazz trio", "jazz")]
    [InlineData("muzyka filmowa, epicka", "cinematic")]
    [InlineData("spokojny ambient", "ambient")]
    [InlineData("8-bit adventure", "chiptune")]
    [InlineData("solo piano, sad", "piano_solo")]
    [InlineData("utwór fortepianowy", "piano_solo")]
    [InlineData("walc wiedeński", "waltz")]
    [InlineData("ludowa melodia", "folk")]
    [InlineData("retro synth drive", "synthwave")]
    [InlineData("epicka orkiestra symfoniczna", "orchestral")]
    [InlineData("jazzowy wieczór", "jazz")]
    [InlineData("muzyka ludowa z gór", "folk")]
    [InlineData("relaksujący ambient do snu", "ambient")]
    [InlineData("dwie minuty spokojnego ambientu", "ambient")]
    public void The_style_is_read(string prompt, string style) => Assert.Equal(style, MusicPromptReader.Read(prompt).Style);

    [Theory]
    [InlineData("happy ukulele", "happy")]
    [InlineData("smutna melodia", "sad")]
    [InlineData("mroczny ambient", "dark")]
    [InlineData("energetic rock", "energetic")]
    [InlineData("tajemnicza muzyka", "mysterious")]
    [InlineData("radosna piosenka", "happy")]
    [InlineData("spokojny wieczór", "calm")]
    [InlineData("romantyczny walc", "romantic")]
    [InlineData("napięta scena pościgu", "tense")]
    public void The_mood_is_read(string prompt, string mood) => Assert.Equal(mood, MusicPromptReader.Read(prompt).Mood);

    [Theory]
    [InlineData("in D minor", "D", "minor")]
    [InlineData("jazz in F# major", "F#", "major")]
    [InlineData("folk w tonacji e-moll", "E", "minor")]
    [InlineData("walc w D-dur", "D", "major")]
    [InlineData("nokturn w cis-moll", "C#", "minor")]
    [InlineData("polonez As-dur", "Ab", "major")]
    [InlineData("w B-dur", "Bb", "major")]
    [InlineData("Es-dur, wolno", "Eb", "major")]
    [InlineData("sonata in As-moll", "Ab", "minor")]
    [InlineData("B flat major march", "Bb", "major")]
    [InlineData("Bb minor ballad", "Bb", "minor")]
    [InlineData("h-moll", "B", "minor")]
    [InlineData("G dorian jam", "G", "dorian")]
    [InlineData("a sad song", null, null)]
    public void The_key_is_read(string prompt, string? tonic, string? scale)
    {
        var reading = MusicPromptReader.Read(prompt);

        Assert.Equal((tonic, scale), (reading.Tonic, reading.Scale));
    }

    [Theory]
    [InlineData("house at 124 bpm", 124)]
    [InlineData("tempo 90, folk", 90)]
    [InlineData("90 uderzeń na minutę", 90)]
    [InlineData("1000 bpm", null)]
    public void The_tempo_is_read(string prompt, int? bpm) => Assert.Equal(bpm, MusicPromptReader.Read(prompt).Bpm);

    [Theory]
    [InlineData("2 minutes of calm", 120)]
    [InlineData("90 seconds", 90)]
    [InlineData("30-second jingle", 30)]
    [InlineData("trwa 45 sekund", 45)]
    [InlineData("1,5 minuty", 90)]
    [InlineData("two minutes of lo-fi", 120)]
    [InlineData("Five-minute jazz", 300)]
    [InlineData("half a minute of rock", 30)]
    [InlineData("a minute and a half of calm harp", 90)]
    [InlineData("dwie minuty spokojnego ambientu", 120)]
    [InlineData("pół minuty chiptune", 30)]
    [InlineData("półtorej minuty folku", 90)]
    [InlineData("pięć minut ciszy", 300)]
    [InlineData("two drums", null)]
    [InlineData("3 s", null)]
    public void The_length_is_read(string prompt, int? seconds) => Assert.Equal(seconds, MusicPromptReader.Read(prompt).Seconds);

    [Theory]
    [InlineData("waltz in 3/4", "3/4")]
    [InlineData("metrum 6/8", "6/8")]
    [InlineData("13/7", null)]
    public void The_metre_is_read(string prompt, string? meter) => Assert.Equal(meter, MusicPromptReader.Read(prompt).Meter);

    [Theory]
    [InlineData("lofi without drums", "Drums")]
    [InlineData("spokojny lo-fi bez perkusji", "Drums")]
    [InlineData("no bass, please", "Bass")]
    [InlineData("bez melodii", "Melody")]
    [InlineData("jazz bez basu", "Bass")]
    [InlineData("folk bez bębnów", "Drums")]
    public void What_is_negated_does_not_play(string prompt, string part) => Assert.Contains(Enum.Parse<Part>(part), MusicPromptReader.Read(prompt).Silent);

    [Theory]
    [InlineData("ani gitary, ani skrzypiec, tylko fortepian", "acoustic_guitar violin", "piano")]
    [InlineData("neither brass nor strings, a flute", "brass strings", "flute")]
    public void What_is_negated_in_pairs_is_left_out(string prompt, string excluded, string left)
    {
        var reading = MusicPromptReader.Read(prompt);

        Assert.Equal(excluded.Split(' '), reading.Excluded);
        Assert.Equal([left], reading.Instruments.Select(item => item.Instrument));
    }

    [Fact]
    public void A_negation_ends_with_its_clause()
    {
        var reading = MusicPromptReader.Read("no drums, violin and cello");

        Assert.Equal([Part.Drums], reading.Silent);
        Assert.Contains((Part.Melody, "violin"), reading.Instruments);
    }

    [Theory]
    [InlineData("jazz with saxophone", "Melody", "saxophone")]
    [InlineData("skrzypce i harfa", "Melody", "violin")]
    [InlineData("skrzypce i harfa", "Harmony", "harp")]
    [InlineData("gitara akustyczna", "Harmony", "acoustic_guitar")]
    [InlineData("upright bass", "Bass", "upright_bass")]
    [InlineData("choir, organ", "Melody", "organ")]
    public void Instruments_find_their_parts(string prompt, string part, string instrument) => Assert.Contains((Enum.Parse<Part>(part), instrument), MusicPromptReader.Read(prompt).Instruments);

    [Fact]
    public void Sections_are_read_in_order() =>
        Assert.Equal(["intro", "verse", "chorus", "outro"], MusicPromptReader.Read("folk: intro, verse, chorus and outro").Form);

    [Fact]
    public void What_is_not_known_is_reported()
    {
        var reading = MusicPromptReader.Read("a jazz tune with a flibbertigibbet");

        Assert.Equal(["flibbertigibbet"], reading.Ignored);
        Assert.Contains("jazz: style jazz", reading.Understood);
    }
}
