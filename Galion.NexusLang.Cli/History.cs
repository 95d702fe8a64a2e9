namespace Galion.NexusLang.Cli;

/// <summary>
/// The entries of earlier sessions and of this one, oldest first, at most 1,000. They are kept in a file that only its owner reads. An entry
/// that begins with a space is not kept, as in shells.
/// </summary>
internal sealed class History
{
    private const int Most = 1_000;
    private readonly string? _file;
    private readonly List<string> _entries = [];

    /// <param name="file">Null keeps the entries of this session alone.</param>
    internal History(string? file)
    {
        _file = file;
        try
        {
            if (file is not null && File.Exists(file))
            {
                _entries.AddRange(File.ReadLines(file).TakeLast(Most).Select(Decode));
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            _file = null;
        }
    }

    internal IReadOnlyList<string> Entries => _entries;

    /// <summary>
    /// <c>NEXUS_HISTORY</c> names the file, and empty turns it off; else it lies where the XDG Base Directory Specification puts the state of
    /// programs.
    /// </summary>
    internal static string? UsualFile()
    {
        if (Environment.GetEnvironmentVariable("NEXUS_HISTORY") is { } chosen)
        {
            return chosen.Length > 0 ? chosen : null;
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } set ? set : Path.Combine(home, ".local", "state");
        return home.Length > 0 ? Path.Combine(state, "nexus", "history") : null;
    }

    internal void Add(string entry)
    {
        if (entry.Length == 0 || entry[0] == ' ' || (_entries.Count > 0 && _entries[^1] == entry))
        {
            return;
        }

        _entries.Add(entry);
        if (_entries.Count > Most)
        {
            _entries.RemoveAt(0);
        }

        Save();
    }

    internal void Clear()
    {
        _entries.Clear();
        Save();
    }

    private void Save()
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            string next = $"{_file}.{Environment.ProcessId}";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(next, options))
            {
                _entries.ForEach(e => writer.Write(Encode(e) + "\n"));
            }

            File.Move(next, _file, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A history that cannot be kept is no reason to stop: the session has its own entries all the same.
        }
    }

    private static string Encode(string entry) =>
        entry.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal);

    private static string Decode(string line)
    {
        var entry = new System.Text.StringBuilder(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            bool isEscape = line[i] == '\\' && i + 1 < line.Length;
            entry.Append(!isEscape ? line[i] : line[++i] == 'n' ? '\n' : line[i]);
        }

        return entry.ToString();
    }
}
