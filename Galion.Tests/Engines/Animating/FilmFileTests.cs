using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Galion.Engines;
using Galion.Engines.Animating;
using Galion.Engines.Animating.Files;
using Galion.Engines.Imaging;
using Galion.Engines.Options;
using Galion.Engines.Programs;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Animating;

public sealed class FilmFileTests
{
    private const string Prompt = "jezioro w górach = \"fala\"; #1 \\ 🌊\nsnowing, slow zoom in";

    [Theory]
    [InlineData("mp4", 10, 0, "high", "32M")]
    [InlineData("mp4", 10, 5, "high", "14M")]
    [InlineData("mp4", 10, 5, "draft", "14M")]
    [InlineData("webm", 10, 0, "standard", "24M")]
    [InlineData("webm", 10, 5, "high", "14M")]
    public void The_longer_a_film_is_the_lower_its_rate_so_that_its_file_stays_within_105_megabytes(string format, int seconds, int extend, string quality, string rate)
    {
        var shot = Films.Plan("rain at sea", Films.Small(("duration", seconds), ("extend", extend), ("quality", quality), ("format", format)));
        var arguments = FfmpegWriter.Arguments(shot, "pipe:0", "tags.txt", soundPath: null, "film." + format);

        Assert.Equal(rate, arguments[arguments.IndexOf(format == "webm" ? "-b:v" : "-maxrate") + 1]);
    }

    [Theory]
    [InlineData("mp4", "mp4", "h264")]
    [InlineData("webm", "webm", "vp9")]
    [InlineData("gif", "gif", "gif")]
    [InlineData("apng", "png", "apng")]
    public async Task Every_format_is_what_it_says_and_is_made_again_from_itself(string format, string extension, string codec)
    {
        var film = (await Films.MakeAsync(Prompt, Films.Small(("format", format)))).Contents[0];
        var file = film.Data.ToArray();

        var probe = await Films.ProbeAsync(file, extension);
        var stream = probe.GetProperty("streams")[0];
        Assert.True(format == "apng" || Math.Abs(double.Parse(probe.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture) - 2) < 0.05);
        Assert.Equal(codec, stream.GetProperty("codec_name").GetString());
        Assert.Equal(Films.Width, stream.GetProperty("width").GetInt32());
        Assert.Equal(Films.Height, stream.GetProperty("height").GetInt32());
        Assert.Equal("32", stream.GetProperty("nb_read_frames").GetString());
        Assert.Equal(2_000L, film.AdditionalProperties!["duration_ms"]);

        var recipe = AnimatorRecipe.Read(file)!;
        Assert.Equal(Prompt, recipe.Prompt);
        Assert.Contains("slow: slow", recipe.Understood);
        Assert.Equal(recipe.ToJson().GetRawText(), ((JsonElement)film.AdditionalProperties["recipe"]!).GetRawText());
        var again = (await Films.MakeAsync(recipe.Prompt, recipe.ToOptions().ToDictionary(option => option.Key, option => option.Value))).Contents[0];
        Assert.True(again.Data.Span.SequenceEqual(file), "The film that was made again differs.");
    }

    [Theory]
    [InlineData("mp4", 24)]
    [InlineData("webm", 30)]
    public async Task Other_programs_read_length_rate_and_colours(string format, int fps)
    {
        var film = (await Films.MakeAsync("sea", Films.Small(("format", format), ("fps", fps), ("aspect", "9:16")))).Contents[0].Data.ToArray();

        var probe = await Films.ProbeAsync(film, format);
        var stream = probe.GetProperty("streams")[0];
        Assert.Equal($"{fps}/1", stream.GetProperty("r_frame_rate").GetString());
        Assert.Equal("yuv420p", stream.GetProperty("pix_fmt").GetString());
        Assert.Equal("bt709", stream.GetProperty("color_space").GetString());
        Assert.Equal(2, double.Parse(probe.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture), 1);

        var info = JsonSerializer.Deserialize<JsonElement>(await Films.AskAsync("mediainfo", film, format, "--Output=JSON"));
        var video = info.GetProperty("media").GetProperty("track").EnumerateArray().First(track => track.GetProperty("@type").GetString() == "Video");
        Assert.Equal("144", video.GetProperty("Width").GetString());
        Assert.Equal("256", video.GetProperty("Height").GetString());
        Assert.Equal(fps, double.Parse(video.GetProperty("FrameRate").GetString()!, CultureInfo.InvariantCulture), 1);
        Assert.Contains("galion", info.GetRawText(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Frames_and_poster_are_pictures_with_the_recipe()
    {
        var response = await Films.MakeAsync("hills, pan right", Films.Small(("format", "frames")));

        using var archive = new ZipArchive(new MemoryStream(response.Contents[0].Data.ToArray()));
        Assert.Equal(32, archive.Entries.Count);
        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();
            using var png = new MemoryStream();
            await stream.CopyToAsync(png, TestContext.Current.CancellationToken);
            Assert.Equal(Films.Width, PngDecoder.Decode(png.ToArray()).Bitmap.Width);
        }

        Assert.Equal(response.Contents[0].AdditionalProperties!["recipe"]!.ToString(), AnimatorRecipe.Read(response.Contents[0].Data.Span)!.ToJson().GetRawText());
        Assert.Equal("poster.png", response.Contents[1].AdditionalProperties!["name"]);
        Assert.NotNull(AnimatorRecipe.Read(response.Contents[1].Data.Span));
    }

    [Fact]
    public async Task Gif_and_animated_png_hold_what_the_frames_show()
    {
        var expected = Films.Frames("sea at sunset, pan left", moments: [1f])[0];
        foreach (var (format, extension, tolerance) in new[] { ("apng", "apng", 0.0), ("gif", "gif", 8.0) })
        {
            var film = (await Films.MakeAsync("sea at sunset, pan left", Films.Small(("format", format)))).Contents[0].Data.ToArray();
            Assert.True(Films.Difference(expected, LastFrame(film, extension)) <= tolerance, format);
        }
    }

    /// <summary>As it is seen: after the encoder, which draws a first frame better than a last one.</summary>
    [Theory]
    [InlineData("mp4")]
    [InlineData("webm")]
    public async Task A_loop_still_closes_in_the_encoded_film(string format)
    {
        var film = (await Films.MakeAsync("mountain lake, clouds, birds", Films.Small(("format", format), ("loop", true), ("camera", "orbit"), ("detail", "standard")))).Contents[0].Data.ToArray();

        var (source, target) = (Path.GetTempFileName(), Path.GetTempFileName());
        await File.WriteAllBytesAsync(source, film, TestContext.Current.CancellationToken);
        await ExternalProgram.Ffmpeg.RunAsync(["-v", "error", "-y", "-i", source, "-pix_fmt", "rgb24", "-f", "rawvideo", target], cancellationToken: TestContext.Current.CancellationToken);
        var frames = await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken);
        File.Delete(source);
        File.Delete(target);

        const int size = Films.Width * Films.Height * 3;
        var similarity = Films.Similarity(frames[..size], frames[^size..], Films.Width, Films.Height);
        Assert.True(similarity >= 0.98, $"The last frame is like the first by {similarity:0.000}.");
    }

    [Fact]
    public async Task A_film_goes_on_from_its_last_frame()
    {
        var first = (await Films.MakeAsync("mountain lake, pan left", Films.Small())).Contents[0];
        var longer = (await Films.MakeAsync("", [], start: new DataContent(first.Data, "video/mp4"))).Contents[0];

        Assert.Equal(4_000L, longer.AdditionalProperties!["duration_ms"]);
        Assert.Equal(1, AnimatorRecipe.Read(longer.Data.Span)!.Options["extend"]!.GetValue<int>());
        var frames = Films.Frames("mountain lake, pan left", Films.Small(("extend", 1)));
        Assert.Equal(64, frames.Count);
        Assert.True(Films.Difference(frames[31], frames[32]) < 6);
    }

    [Fact]
    public async Task A_picture_that_the_film_only_names_must_be_given_again()
    {
        var picture = new DataContent(PngEncoder.Encode(Films.Picture(), cancellationToken: TestContext.Current.CancellationToken), "image/png");
        var film = (await Films.MakeAsync("lake, zoom in", Films.Small(("format", "apng"), ("source", "name")), picture)).Contents[0];
        var recipe = AnimatorRecipe.Read(film.Data.Span)!;
        var options = recipe.ToOptions().ToDictionary(option => option.Key, option => option.Value);

        Assert.Empty(AnimatorRecipe.ReadSources(film.Data.Span));
        var missing = await Assert.ThrowsAsync<ArgumentException>(() => Films.MakeAsync(recipe.Prompt, options));
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(picture.Data.Span)), missing.Message, StringComparison.Ordinal);
        Assert.True((await Films.MakeAsync(recipe.Prompt, options, picture)).Contents[0].Data.Span.SequenceEqual(film.Data.Span));
    }

    [Theory]
    [InlineData("mp4", true, true)]
    [InlineData("webm", true, true)]
    [InlineData("gif", true, false)]
    [InlineData("apng", false, true)]
    [InlineData("frames", true, true)]
    public async Task A_film_takes_its_pictures_along_and_is_made_again_from_itself_alone(string format, bool withStart, bool withEnd)
    {
        var start = withStart ? PictureOf(320, 180) : null;
        var end = withEnd ? PictureOf(200, 200) : null;
        var film = (await Films.MakeAsync("lake, zoom in", Films.Small(("format", format)), start, end)).Contents[0].Data.ToArray();

        var sources = AnimatorRecipe.ReadSources(film);
        Assert.Equal(start?.Data.ToArray() ?? [], sources[0]);
        Assert.Equal(end?.Data.ToArray() ?? [], sources[1]);
        var recipe = AnimatorRecipe.Read(film)!;
        var again = (await Films.MakeAsync(recipe.Prompt, recipe.ToOptions().ToDictionary(option => option.Key, option => option.Value), Given(sources[0]), Given(sources[1]))).Contents[0];
        Assert.True(again.Data.Span.SequenceEqual(film), "The film that was made again differs.");
        if (format != "frames")
        {
            var stream = (await Films.ProbeAsync(film, format == "apng" ? "png" : format)).GetProperty("streams")[0];
            Assert.Equal("32", stream.GetProperty("nb_read_frames").GetString());
        }
    }

    [Fact]
    public async Task Pictures_too_large_to_take_along_are_made_smaller_first_and_the_film_shows_what_it_holds()
    {
        var start = NoiseOf(1_000, 1_000);
        var end = NoiseOf(900, 700);
        Assert.InRange(start.Data.Length, 2_100_000, 4_000_000);
        var film = (await Films.MakeAsync("zoom in", Films.Small(("resolution", "240p")), start, end)).Contents[0].Data.ToArray();

        var sources = AnimatorRecipe.ReadSources(film);
        Assert.InRange(sources.Sum(source => source.Length), 1, 2 << 20);
        var recipe = AnimatorRecipe.Read(film)!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(sources[0])), (string?)recipe.Options["start_frame_sha256"]);
        var options = recipe.ToOptions().ToDictionary(option => option.Key, option => option.Value);
        Assert.True((await Films.MakeAsync(recipe.Prompt, options, Given(sources[0]), Given(sources[1]))).Contents[0].Data.Span.SequenceEqual(film), "From itself it differs.");
        Assert.True((await Films.MakeAsync(recipe.Prompt, options, start, end)).Contents[0].Data.Span.SequenceEqual(film), "From the pictures as given it differs.");
        await Assert.ThrowsAsync<ArgumentException>(() => Films.MakeAsync(recipe.Prompt, options, end, start));
    }

    [Fact]
    public async Task Jpeg_pictures_and_the_last_frame_of_foreign_videos_are_read()
    {
        var own = (await Films.MakeAsync("hills", Films.Small())).Contents[0].Data.ToArray();
        var jpeg = await ConvertAsync(own, "-frames:v", "1", "-f", "mjpeg");
        var foreign = await ConvertAsync(own, "-map_metadata", "-1", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-f", "webm");

        foreach (var picture in new[] { jpeg, foreign })
        {
            var film = (await Films.MakeAsync("", Films.Small(("format", "apng")), new DataContent(picture, "application/octet-stream"))).Contents[0];
            Assert.Equal(2_000L, film.AdditionalProperties!["duration_ms"]);
        }

        var wrong = await Assert.ThrowsAsync<ArgumentException>(() => Films.MakeAsync("", Films.Small(), new DataContent(Encoding.UTF8.GetBytes("no picture"), "image/png")));
        Assert.Contains("could not be read", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mp4", "aac")]
    [InlineData("webm", "opus")]
    public async Task Music_is_as_long_as_the_picture(string format, string codec)
    {
        var film = (await Films.MakeAsync("calm sea with music", Films.Small(("format", format)))).Contents[0].Data.ToArray();

        var probe = await Films.ProbeAsync(film, format);
        var sound = probe.GetProperty("streams").EnumerateArray().Single(stream => stream.GetProperty("codec_type").GetString() == "audio");
        Assert.Equal(codec, sound.GetProperty("codec_name").GetString());
        Assert.Equal(2, double.Parse(probe.GetProperty("format").GetProperty("duration").GetString()!, CultureInfo.InvariantCulture), 1);
        var levels = await Films.AskAsync("ffprobe", film, format, "-v", "error", "-select_streams", "a", "-show_entries", "packet=pts_time", "-of", "csv=p=0");
        var times = levels.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(time => double.Parse(time.TrimEnd(','), CultureInfo.InvariantCulture)).ToList();
        Assert.True(times.Count > 60);
        Assert.InRange(times.Max(), 1.93, 2.03);
    }

    [Fact]
    public async Task Sound_that_a_format_cannot_hold_is_refused() =>
        Assert.Equal("sound", (await Assert.ThrowsAsync<EngineOptionException>(() => Films.MakeAsync("sea", Films.Small(("format", "gif"), ("sound", "music"))))).Option);

    [Theory]
    [InlineData("fps", 61, "16 to 60")]
    [InlineData("fps", 15, "16 to 60")]
    [InlineData("duration", 11, "2 to 10")]
    [InlineData("aspect", "3:2", "16:9, 9:16, 1:1, 4:3")]
    [InlineData("resolution", "2160p", "1080p")]
    [InlineData("camera", "teleport", "zoom_in")]
    [InlineData("effects", "water,dragons", "lightning")]
    [InlineData("extend", 6, "0 to 5")]
    [InlineData("colour", "red", "colour")]
    public async Task Wrong_options_are_named_with_what_they_take(string option, object value, string message)
    {
        var wrong = await Assert.ThrowsAsync<EngineOptionException>(() => Films.MakeAsync("sea", Films.Small((option, value))));

        Assert.Equal(option, wrong.Option);
        Assert.Contains(message, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Formats_that_would_not_fit_in_memory_are_refused_before_painting()
    {
        var wrong = await Assert.ThrowsAsync<EngineOptionException>(() => Films.MakeAsync("sea", Films.Small(("resolution", "1080p"), ("duration", 10), ("format", "apng"))));

        Assert.Contains("mp4", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_never_falls_and_shows_previews()
    {
        var reports = new List<EngineProgress>();
        await Films.MakeAsync("sea", Films.Small((EngineProgress.Key, new Recorder(reports)), ("format", "gif")));

        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        Assert.Equal(1, reports[^1].Fraction);
        Assert.Contains(reports, report => report.EtaMs is not null);
        Assert.All(reports.Where(report => report.PreviewPng is not null), report => Assert.InRange(PngDecoder.Decode(report.PreviewPng).Bitmap.Width, 16, 192));
        Assert.InRange(reports.Count(report => report.PreviewPng is not null), 4, 12);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    public async Task A_film_can_be_stopped_while_it_is_painted_and_while_it_is_rendered(double fraction)
    {
        using var stop = new CancellationTokenSource();
        var options = Films.Small((EngineProgress.Key, new Stopper(stop, fraction)), ("resolution", "360p"), ("duration", 10));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Films.MakeAsync("mountain lake, clouds", options, cancellationToken: stop.Token));
    }

    private static DataContent PictureOf(int width, int height) => new(PngEncoder.Encode(Films.Picture(width, height), cancellationToken: TestContext.Current.CancellationToken), "image/png");

    private static DataContent NoiseOf(int width, int height)
    {
        var bitmap = new Bitmap(width, height, 3);
        new Random(width).NextBytes(bitmap.Pixels);
        return new DataContent(PngEncoder.Encode(bitmap, cancellationToken: TestContext.Current.CancellationToken), "image/png");
    }

    private static DataContent? Given(byte[] source) => source.Length == 0 ? null : new DataContent(source, "image/png");

    private static byte[] LastFrame(byte[] film, string extension)
    {
        var path = Path.Combine(Path.GetTempPath(), $"galion-test-{Guid.NewGuid():N}.{extension}");
        File.WriteAllBytes(path, film);
        try
        {
            var start = new System.Diagnostics.ProcessStartInfo(
                "ffmpeg", ["-v", "error", "-nostdin", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
            { RedirectStandardOutput = true };
            using var process = System.Diagnostics.Process.Start(start)!;
            using var frames = new MemoryStream();
            process.StandardOutput.BaseStream.CopyTo(frames);
            process.WaitForExit();
            return frames.ToArray()[^(Films.Width * Films.Height * 3)..];
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Task<byte[]> ConvertAsync(byte[] film, params string[] arguments) => Galion.Engines.Programs.ExternalProgram.Ffmpeg.RunAsync(
        ["-v", "error", "-i", "pipe:0", .. arguments, "pipe:1"], film, TestContext.Current.CancellationToken);

    private sealed class Recorder(List<EngineProgress> reports) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value)
        {
            lock (reports)
            {
                reports.Add(value);
            }
        }
    }

    private sealed class Stopper(CancellationTokenSource stop, double fraction) : IProgress<EngineProgress>
    {
        public void Report(EngineProgress value)
        {
            if (value.Fraction >= fraction)
            {
                stop.Cancel();
            }
        }
    }
}
