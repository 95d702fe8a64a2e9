using Galion.Engines.Programs;

namespace Galion.Tests.Engines;

/// <summary>
/// What <c>./galion make</c> does where no other program can be found: a process with an empty PATH, so that nothing here is pretended.
/// </summary>
public sealed class MissingProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("galion-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("speech", "m4b")]
    [InlineData("music", "mp3")]
    [InlineData("image", "webp")]
    [InlineData("video", "mp4")]
    public async Task What_needs_ffmpeg_says_so_with_the_command_that_installs_it(string kind, string format)
    {
        var (code, told, error) = await MakeAsync(kind, "The ferry leaves at nine.", "out." + format);

        Assert.Equal(1, code);
        Assert.Contains("ffmpeg is not installed", error, StringComparison.Ordinal);
        Assert.Contains(ExternalProgram.Ffmpeg.InstallCommand, error, StringComparison.Ordinal);
        Assert.Empty(told);
        Assert.Empty(_folder.GetFiles());
    }

    [Theory]
    [InlineData("music", "wav", "--duration=10")]
    [InlineData("image", "png", "--width=64")]
    [InlineData("video", "gif", "--resolution=144p", "--duration=2", "--fps=16")]
    [InlineData("text", "md")]
    public async Task What_needs_no_other_program_is_made_without_any(string kind, string format, params string[] options)
    {
        var (code, _, error) = await MakeAsync(kind, "a calm lake", ["out." + format, .. options]);

        Assert.True(code == 0, error);
        Assert.Contains(_folder.GetFiles(), file => file.Name == "out." + format && file.Length > 0);
    }

    [Fact]
    public async Task A_sound_font_cannot_be_played_without_fluidsynth()
    {
        var (code, _, error) = await MakeAsync("music", "a calm lake", "out.wav", "--duration=10", "--synth=fluidsynth");

        Assert.Equal(1, code);
        Assert.Contains("fluidsynth is not installed", error, StringComparison.Ordinal);
        Assert.Contains(ExternalProgram.Fluidsynth.InstallCommand, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_needed_program_has_a_command_for_this_system()
    {
        Assert.Equal(["ffmpeg", "ffprobe", "espeak-ng"], ExternalProgram.Needed.Select(program => program.Name));
        Assert.All(ExternalProgram.Needed, program => Assert.Matches(@"^(sudo (apt-get|dnf)|brew) install [a-z-]+$", program.InstallCommand));
    }

    private Task<(int Code, string Told, string Error)> MakeAsync(string kind, string prompt, params string[] rest) =>
        Making.RunAsync(_folder, new() { ["PATH"] = _folder.FullName }, [kind, prompt, "-o", .. rest]);
}
