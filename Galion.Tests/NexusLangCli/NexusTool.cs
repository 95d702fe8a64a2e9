using System.Diagnostics;

namespace Galion.Tests.NexusLangCli;

/// <summary>Runs the command line <c>nexus</c> as a process of its own, in a folder that goes away afterwards.</summary>
internal sealed class NexusTool : IDisposable
{
    internal string Folder { get; } = Directory.CreateTempSubdirectory("galion-nexus-").FullName;

    internal string PathOf(string file) => Path.Combine(Folder, file);

    internal string Write(string file, string text)
    {
        File.WriteAllText(PathOf(file), text);
        return file;
    }

    internal async Task<(int ExitCode, string Output, string Errors)> RunAsync(string[] arguments, string input = "")
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "nexus.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
