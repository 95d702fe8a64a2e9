using System.Text.Json.Nodes;
using Galion.Engines.Audio;
using Galion.Engines.Recipes;
using Xunit;

namespace Galion.Tests.Engines.Audio;

public sealed class WavFileTests
{
    [Theory]
    [InlineData(44_100, 1, 16)]
    [InlineData(44_100, 2, 24)]
    [InlineData(48_000, 2, 16)]
    [InlineData(48_000, 1, 24)]
    public async Task Sound_comes_back_from_the_file_and_other_programs_agree_on_its_format(int sampleRate, int channels, int bits)
    {
        var sound = Sounds.Music(sampleRate, channels, seconds: 0.5001, level: 0.1f);

        var wav = WavFile.Write(sound, bits, new AudioTags(AudioRecipeTests.Recipe("a tune")) { Title = "Tune" }, TestContext.Current.CancellationToken);
        var read = WavFile.Read(wav);

        Assert.Equal((sampleRate, channels, sound.Frames), (read.SampleRate, read.Channels, read.Frames));
        for (var channel = 0; channel < channels; channel++)
        {
            for (var n = 0; n < sound.Frames; n++)
            {
                Assert.Equal(sound[channel][n], read[channel][n], bits == 16 ? 2.1f / 32_768 : 1.1f / 8_388_608);
            }
        }

        Assert.Equal($"{sampleRate} {channels} {sound.Frames} {bits}", await Listening.SoxiAsync(wav, "wav"));
        var probe = await Listening.ProbeAsync(wav);
        Assert.Equal($"pcm_s{bits}le", probe.GetProperty("streams")[0].GetProperty("codec_name").GetString());
        Assert.Equal("Tune", probe.GetProperty("format").GetProperty("tags").GetProperty("title").GetString());
    }

    [Fact]
    public void What_goes_beyond_full_scale_is_clipped_and_silence_stays_silent()
    {
        var wav = WavFile.Write(new AudioBuffer(48_000, [2f, -2f, 0f, 0f]), 16, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal([32_767f / 32_768, -1, 0, 0], WavFile.Read(wav)[0].ToArray());
    }

    [Fact]
    public void A_size_that_a_streaming_program_left_open_is_read_to_the_end()
    {
        var wav = WavFile.Write(new AudioBuffer(22_050, [0.5f, -0.5f]), 16, cancellationToken: TestContext.Current.CancellationToken);
        wav.AsSpan(40, 4).Fill(0xFF);

        Assert.Equal(2, WavFile.Read(wav).Frames);
    }

    [Fact]
    public void Bytes_that_are_no_sound_are_refused()
    {
        var wav = WavFile.Write(Sounds.Music(seconds: 0.01), 24, new AudioTags(AudioRecipeTests.Recipe("x")), TestContext.Current.CancellationToken);
        Assert.Throws<InvalidDataException>(() => WavFile.Read("RIFF"u8));
        Assert.Throws<InvalidDataException>(() => WavFile.Read("RIFF\0\0\0\0WAVEdata\0\0\0\0"u8));

        var random = new Random(3);
        for (var n = 0; n < 2_000; n++)
        {
            var broken = wav.AsSpan(0, random.Next(wav.Length)).ToArray();
            for (var change = 0; change < 4 && broken.Length > 0; change++)
            {
                broken[random.Next(Math.Min(200, broken.Length))] = (byte)random.Next(256);
            }

            try
            {
                WavFile.Read(broken);
            }
            catch (InvalidDataException)
            {
                // Refused with a message, which is what broken files get.
            }

            AudioRecipe.Read(broken);
        }
    }
}
