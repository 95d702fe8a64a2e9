using Galion.Engines;
using Galion.Engines.Audio;
using Galion.Engines.Composing;
using Galion.Engines.Composing.Mixing;
using Galion.Engines.Composing.Scores;
using Galion.Tests.Engines.Audio;
using Galion.Tests.Painting;

namespace Galion.Tests.Engines.Composing;

/// <summary>Every stage of a piece stops within 200 ms of processor time.</summary>
public sealed class ComposerCancellationTests
{
    private const int SampleRate = 48_000;

    [Theory]
    [InlineData("orchestral")]
    [InlineData("jazz")]
    [InlineData("house")]
    public void Writing_the_longest_piece_stops_soon(string style)
    {
        var brief = ComposerMusicGenerator.Plan(new MusicGenerationRequest(""), Music.Options(("style", style), ("seed", 1), ("duration", 300))).Brief;

        Stopping.Assert(
            token =>
            {
                for (var n = 0; n < 20; n++)
                {
                    var piece = Composition.Write(brief, token);
                    Assert.NotEmpty(MidiFile.Write(piece, recipe: null));
                    Assert.NotEmpty(LeadSheet.Write(piece));
                }
            },
            20, 100, 300);
    }

    [Theory]
    [InlineData("orchestral")]
    [InlineData("cinematic")]
    [InlineData("lofi")]
    public void Playing_stops_soon(string style)
    {
        var piece = Music.Write("", ("style", style), ("seed", 1), ("duration", 60));
        var frames = 60 * SampleRate;

        Stopping.Assert(
            token =>
            {
                var stems = new List<Stem>();
                foreach (var part in piece.Notes.Keys)
                {
                    stems.Add(new Stem(piece, part, new SynthSource(piece, part, SampleRate, token), SampleRate, frames));
                }

                var (left, right) = (new float[Desk.BlockFrames], new float[Desk.BlockFrames]);
                for (var start = 0; start < frames; start += Desk.BlockFrames)
                {
                    foreach (var stem in stems)
                    {
                        token.ThrowIfCancellationRequested();
                        stem.Render(left, right);
                    }
                }
            },
            40, 300, 1_200);
    }

    [Fact]
    public void Mastering_and_writing_the_file_stop_soon()
    {
        var mix = Sounds.Music(SampleRate, seconds: 60);

        Stopping.Assert(token => Desk.Master(mix, headroomDb: 0, token), 30, 200, 600);
        Stopping.Assert(token => WavFile.Write(mix, 24, cancellationToken: token), 20, 100);
    }
}
