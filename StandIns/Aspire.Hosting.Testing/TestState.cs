namespace Aspire.Hosting.Testing;

/// <summary>What makes a run private to one test.</summary>
internal sealed class TestState
{
    private TestState(string folder) => Arguments =
    [
        "--DcpPublisher:RandomizePorts=true",
        $"--Aspire:Store:Path={folder}",
        "--Aspire:Store:Temporary=true",
    ];

    /// <summary>Arguments for the AppHost; those of the test come after them and win.</summary>
    public string[] Arguments { get; }

    public static TestState Create()
    {
        var folder = Directory.CreateTempSubdirectory("galion-test-");
        if (!OperatingSystem.IsWindows())
        {
            // PostgreSQL runs under another account when the tests run as root, and has to pass through.
            folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        return new TestState(folder.FullName);
    }
}
