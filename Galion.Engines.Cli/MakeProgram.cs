using System.Diagnostics;
using System.Globalization;
using Galion.Engines.Programs;
using Galion.Engines.Recipes;
using Microsoft.Extensions.AI;

namespace Galion.Engines.Cli;

/// <summary><c>./galion make</c>: one file from words, or from the recipe of another, without the platform.</summary>
internal static class MakeProgram
{
    private const int Made = 0;
    private const int NotMade = 1;
    private const int WrongUsage = 2;
    private const int Interrupted = 130;
    private const long MaxInputBytes = 64 * 1024 * 1024;

    /// <summary>The longest piece of music, as WAV of 48 kHz and 24 bits, has 86 MB.</summary>
    private const long MaxSoundBytes = 96 * 1024 * 1024;

    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            var command = MakeCommand.Parse(arguments, Makers.All);
            if (command.Help)
            {
                Console.Write(HelpText.Of(Makers.All.FirstOrDefault(maker => maker.Kind == command.Kind)));
                return Made;
            }

            return await MakeAsync(command, cancellationToken);
        }
        catch (UsageException exception)
        {
            return Fail(WrongUsage, exception.Message, "./galion make --help lists what there is.");
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C stops the programs that work for this one as well, and their end may be noticed first.
            return Fail(Interrupted, "Stopped. Nothing was written.");
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidDataException)
        {
            return Fail(WrongUsage, exception.Message);
        }
        catch (ProgramFailedException exception)
        {
            return Fail(NotMade, exception.Message, exception.LastWords);
        }
        catch (Exception exception) when (exception is MissingProgramException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            return Fail(NotMade, exception.Message);
        }
    }

    private static async Task<int> MakeAsync(MakeCommand command, CancellationToken cancellationToken)
    {
        var inputs = command.Inputs.ToDictionary(input => input.Key, input => Input(input.Value));

        Maker maker;
        string prompt;
        int? made = null;
        var values = new AdditionalPropertiesDictionary();
        if (command.Recipe is not null)
        {
            var file = Input(command.Recipe)();
            var recipe = RecipeFile.Read(file.Data) ?? throw new InvalidDataException($"{command.Recipe} carries no recipe of a built-in engine. Recipes are in the files that ./galion make and Studio write; other programs drop them when they save a file, and a damaged file has lost it.");
            maker = Makers.All.FirstOrDefault(candidate => candidate.Model == recipe.Model && (command.Kind ?? candidate.Kind) == candidate.Kind)
                ?? throw new InvalidDataException($"{command.Recipe} was made by {Shorten(recipe.Model)}, which cannot make it again here.");
            prompt = recipe.Prompt;
            made = recipe.EngineVersion;
            if (inputs.Count == 0)
            {
                // What the file holds itself need not be given again.
                foreach (var (role, source) in maker.Inputs.Zip(RecipeFile.ReadSources(file.Data, recipe)).Where(held => held.Second.Length > 0))
                {
                    inputs[role.Name] = () => new DataContent(source, MediaTypes.Of(command.Recipe));
                }
            }

            foreach (var (name, value) in recipe.ToOptions())
            {
                values[name] = value;
            }
        }
        else
        {
            maker = Makers.All.Single(candidate => candidate.Kind == command.Kind);
            prompt = command.Prompt == "-" ? await Console.In.ReadToEndAsync(cancellationToken) : command.Prompt;
            foreach (var (name, value) in command.Options)
            {
                values[name] = value;
            }
        }

        ChooseFormat(maker, command, values);
        if (command.Output != "-")
        {
            OutputFiles.Check(command.Output!, command.Inputs.Values);
        }

        var replaces = File.Exists(command.Output);
        IReadOnlyList<DataContent> files;
        var started = Stopwatch.GetTimestamp();
        await using (var bar = new ProgressBar())
        {
            values[EngineProgress.Key] = bar;
            files = await maker.MakeAsync(new MakeRequest(prompt, values, inputs), cancellationToken);
        }

        if (command.Output == "-")
        {
            // What is told goes beside it, so that the file can be piped on.
            Explain(files[0], Console.Error);
            await using var output = Console.OpenStandardOutput();
            await output.WriteAsync(files[0].Data, cancellationToken);
            return Made;
        }

        Explain(files[0], Console.Out);
        if (made is { } old && RecipeOf(files[0]) is { } now && now.EngineVersion != old)
        {
            Console.WriteLine($"{command.Recipe} was made by version {old} of {now.Model}, and this is version {now.EngineVersion}: what is made now may differ from it.");
        }

        foreach (var (path, size) in await OutputFiles.WriteAsync(command.Output!, files, cancellationToken))
        {
            var took = path == command.Output ? $"  made in {Duration(Stopwatch.GetElapsedTime(started))}{(replaces ? ", in place of what was there" : "")}" : "";
            Console.WriteLine($"{path}  {ByteSize(size)}{took}");
        }

        return Made;
    }

    /// <summary>The ending of the output's name says the format, unless an option or a recipe does.</summary>
    private static void ChooseFormat(Maker maker, MakeCommand command, AdditionalPropertiesDictionary values)
    {
        var ending = Path.GetExtension(command.Output!).TrimStart('.').ToLowerInvariant();
        if (ending.Length == 0 || values.ContainsKey("format"))
        {
            return;
        }

        if (!maker.Formats.TryGetValue(ending, out var format))
        {
            throw new UsageException($"{maker.Kind} cannot be written as .{ending}. It can as {string.Join(", ", maker.Formats.Keys.Select(key => "." + key))}.");
        }

        if (maker.Options.Any(option => option.Name == "format"))
        {
            values["format"] = format;
        }
    }

    private static EngineRecipe? RecipeOf(DataContent file) =>
        file.AdditionalProperties?.GetValueOrDefault("recipe") is System.Text.Json.JsonElement json ? EngineRecipe.TryParse(json.GetRawText()) : null;

    private static void Explain(DataContent file, TextWriter told)
    {
        if (RecipeOf(file) is not { } recipe)
        {
            return;
        }

        if (recipe.Understood.Count > 0)
        {
            told.WriteLine($"Understood: {string.Join("; ", recipe.Understood)}");
        }

        if (recipe.Ignored.Count > 0)
        {
            told.WriteLine($"Ignored: {string.Join(", ", recipe.Ignored)}");
        }

        if (recipe.Options["seed"] is { } seed)
        {
            told.WriteLine($"Seed: {seed}");
        }

        if (file.AdditionalProperties?.GetValueOrDefault("note") is string note)
        {
            told.WriteLine(note);
        }
    }

    /// <exception cref="UsageException">The file cannot be one that goes in.</exception>
    private static Func<DataContent> Input(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new UsageException($"There is no file {path}.");
        }

        var type = MediaTypes.Of(path);
        var most = type.StartsWith("audio/", StringComparison.Ordinal) ? MaxSoundBytes : MaxInputBytes;
        return file.Length <= most
            ? () => new DataContent(File.ReadAllBytes(path), type)
            : throw new UsageException($"{path} is larger than {ByteSize(most)}.");
    }

    private static string ByteSize(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} bytes",
        < 10_000_000 => $"{bytes / 1_000} kB",
        _ => $"{bytes / 1_000_000} MB",
    };

    private static string Duration(TimeSpan time) =>
        time.TotalSeconds < 60 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalMinutes} min {time.Seconds} s");

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static int Fail(int code, params ReadOnlySpan<string> lines)
    {
        foreach (var line in lines)
        {
            Console.Error.WriteLine(line);
        }

        return code;
    }
}
