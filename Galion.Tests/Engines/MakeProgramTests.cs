using System.Diagnostics;

namespace Galion.Tests.Engines;

/// <summary><c>./galion make</c> as people use it.</summary>
public sealed class MakeProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("galion-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("image", "png", "--width=64", "--height=64")]
    [InlineData("video", "gif", "--resolution=144p", "--duration=2", "--fps=16")]
    [InlineData("speech", "wav")]
    [InlineData("speech", "opus")]
    [InlineData("music", "wav", "--duration=10", "--stems=none")]
    [InlineData("text", "md", "--template=article")]
    public async Task A_file_is_made_again_from_itself_alone(string kind, string format, params string[] options)
    {
        var first = await MakeAsync([kind, "a calm lake by night", .. options, "-o", "first." + format]);
        Assert.True(first.Code == 0, first.Error);
        var again = await MakeAsync("--recipe", "first." + format, "-o", "again." + format);
        Assert.True(again.Code == 0, again.Error);

        Assert.Equal(await ReadAsync("first." + format), await ReadAsync("again." + format));
        Assert.StartsWith("first." + format, first.Told.Split('\n').Single(line => line.StartsWith("first." + format, StringComparison.Ordinal)), StringComparison.Ordinal);
        if (kind != "speech")
        {
            Assert.Contains("Understood: ", first.Told, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_picture_made_of_another_is_made_without_words_and_again_without_that_other()
    {
        Assert.Equal(0, (await MakeAsync("image", "hills", "--width=64", "--height=64", "-o", "small.png")).Code);
        var large = await MakeAsync("image", "--operation=upscale", "--from", "small.png", "-o", "large.png");
        Assert.True(large.Code == 0, large.Error);
        File.Delete(Path.Combine(_folder.FullName, "small.png"));

        var again = await MakeAsync("--recipe", "large.png", "-o", "again.png");

        Assert.True(again.Code == 0, again.Error);
        Assert.Equal(await ReadAsync("large.png"), await ReadAsync("again.png"));
    }

    [Theory]
    [InlineData("The painter has no option widht. Did you mean width?", "image", "hills", "--widht", "64", "-o", "a.png")]
    [InlineData("The composer has no option tiem_signature. Did you mean time_signature?", "music", "jazz", "--tiem-signature=3/4", "-o", "a.wav")]
    [InlineData("The speaker has no option vioce. Did you mean voice?", "speech", "Hello.", "--vioce", "pl", "-o", "a.wav")]
    [InlineData("There is no engine for 'imgae'.", "imgae", "hills", "-o", "a.png")]
    [InlineData("image cannot be written as .bmp. It can as .png,", "image", "hills", "-o", "a.bmp")]
    [InlineData("Say where the result goes: -o FILE", "image", "hills")]
    [InlineData("The option bpm must be a whole number from", "music", "jazz", "--bpm", "fast", "-o", "a.wav")]
    [InlineData("The option fps must be a whole number from 16 to 60. Left out, it is 24.", "video", "snow", "--fps", "1", "-o", "a.mp4")]
    [InlineData("--sentences needs a value.", "text", "Summarise", "--sentences", "-o", "a.md")]
    [InlineData("text cannot be written as .xyz. It can as .md, .txt.", "text", "Write a story about a fox", "-o", "a.xyz")]
    [InlineData("a.md carries no recipe of a built-in engine.", "--recipe", "a.md", "-o", "b.md")]
    [InlineData("The writer has no option tonee. Did you mean tone?", "text", "Summarise", "-o", "a.md", "--tonee")]
    [InlineData("One file is of one kind: image or text.", "image", "text", "a fox", "-o", "a.png")]
    [InlineData("there/ is a folder. Name the file:", "text", "Write a story about a fox", "-o", "there/")]
    [InlineData("there.md/a.md cannot be written:", "text", "Write a story about a fox", "-o", "there.md/a.md")]
    [InlineData("there.md is what it is made of, and would be lost.", "text", "Summarise", "--document-file", "there.md", "-o", "there.md")]
    [InlineData("There is no file none.wav.", "--recipe", "none.wav", "-o", "a.wav")]
    public async Task What_is_wrong_is_said_and_nothing_is_written(string told, params string[] arguments)
    {
        if (arguments is ["--recipe", "a.md", ..])
        {
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a.md"), "A text without its recipe.", TestContext.Current.CancellationToken);
        }

        if (arguments.Any(argument => argument.StartsWith("there", StringComparison.Ordinal)))
        {
            _folder.CreateSubdirectory("there");
            await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "there.md"), "A text.", TestContext.Current.CancellationToken);
        }

        var before = _folder.GetFiles().Length;
        var (code, _, error) = await MakeAsync(arguments);

        Assert.Equal(2, code);
        Assert.StartsWith(told, error, StringComparison.Ordinal);
        Assert.Equal(before, _folder.GetFiles().Length);
    }

    [Fact]
    public async Task A_dash_as_output_is_standard_output_and_what_is_told_stays_out_of_it()
    {
        var (code, written, told) = await MakeAsync("text", "Write a story about a fox", "-o", "-");

        Assert.True(code == 0, told);
        Assert.StartsWith("# ", written, StringComparison.Ordinal);
        Assert.DoesNotContain("Understood", written.Split("<!--")[0], StringComparison.Ordinal);
        Assert.Contains("Understood: task: write; template: story", told, StringComparison.Ordinal);
        Assert.Empty(_folder.GetFiles());
    }

    [Fact]
    public async Task What_cannot_be_put_in_its_place_leaves_no_draft_behind()
    {
        _folder.CreateSubdirectory("piece.mid");

        var (code, _, error) = await MakeAsync("music", "calm piano", "--duration=10", "--stems=none", "-o", "piece.wav");

        Assert.Equal(1, code);
        Assert.NotEmpty(error);
        Assert.DoesNotContain(_folder.GetFiles(), file => file.Name.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_replaced_is_told_and_so_is_another_version_of_the_engine()
    {
        Assert.DoesNotContain("in place of", (await MakeAsync("text", "Write a story about a fox", "-o", "story.md")).Told, StringComparison.Ordinal);
        Assert.Contains("in place of what was there", (await MakeAsync("text", "Write a story about a fox", "-o", "story.md")).Told, StringComparison.Ordinal);
        var path = Path.Combine(_folder.FullName, "story.md");
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(path, System.Text.RegularExpressions.Regex.Replace(text, "\"engine_version\":\\d+", "\"engine_version\":1"), TestContext.Current.CancellationToken);

        var again = await MakeAsync("--recipe", "story.md", "-o", "again.md");

        Assert.True(again.Code == 0, again.Error);
        Assert.Contains("story.md was made by version 1 of galion/writer", again.Told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_piece_is_made_again_from_its_notes_alone()
    {
        Assert.Equal(0, (await MakeAsync("music", "calm piano, <żółć> & \"more\"", "--duration=10", "--stems=none", "-o", "first.wav")).Code);

        foreach (var notes in new[] { "first.mid", "first.musicxml", "first.chords.txt" })
        {
            var again = await MakeAsync("--recipe", notes, "-o", "again.wav");

            Assert.True(again.Code == 0, again.Error);
            Assert.Equal(await ReadAsync("first.wav"), await ReadAsync("again.wav"));
        }
    }

    [Fact]
    public async Task Speech_is_made_again_from_its_captions_alone()
    {
        var first = await MakeAsync("speech", "Żółw --> 3 < 4.\n\nNOTE galion {}\n\nThe end.", "--timings=vtt,json", "--rate=1.2", "-o", "first.wav");
        Assert.True(first.Code == 0, first.Error);

        foreach (var captions in new[] { "first.vtt", "first.json" })
        {
            var again = await MakeAsync("--recipe", captions, "-o", "again.wav");

            Assert.True(again.Code == 0, again.Error);
            foreach (var ending in new[] { "wav", "vtt", "json" })
            {
                Assert.Equal(await ReadAsync("first." + ending), await ReadAsync("again." + ending));
            }
        }
    }

    [Fact]
    public async Task Stopping_it_leaves_no_half_of_a_file_and_what_was_there_before()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Only systems with signals can interrupt another process.");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "piece.wav"), "what was there before", TestContext.Current.CancellationToken);
        using var making = Making.Start(_folder, [], "music", "orchestra", "--duration=300", "--stems=none", "-o", "piece.wav");
        var error = making.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        while (making.TotalProcessorTime < TimeSpan.FromSeconds(1) && !making.HasExited)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            making.Refresh();
        }

        // Not SIGINT, which shells make their background jobs ignore; both are answered alike.
        using (var kill = Process.Start("kill", ["-TERM", making.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await making.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(130, making.ExitCode);
        Assert.Equal("Stopped. Nothing was written.", (await error).Trim());
        Assert.Equal("what was there before", System.Text.Encoding.UTF8.GetString(await ReadAsync("piece.wav")));
        Assert.Single(_folder.GetFiles());
    }

    private Task<(int Code, string Told, string Error)> MakeAsync(params string[] arguments) => Making.RunAsync(_folder, [], arguments);

    private Task<byte[]> ReadAsync(string name) => File.ReadAllBytesAsync(Path.Combine(_folder.FullName, name), TestContext.Current.CancellationToken);
}
