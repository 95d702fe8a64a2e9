using System.Globalization;

namespace Aspire.Hosting.Engine;

/// <summary>The output of one resource: a file, the last lines in memory, and whoever listens.</summary>
internal sealed class ResourceLog : IDisposable
{
    private const int TailLines = 12;
    private const long MaxBytes = 10 << 20;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly string _path;
    private StreamWriter? _writer;
    private DateTime _pausedUntil;
    private bool _isDisposed;

    /// <param name="path">Written anew on each run; the file of the run before is kept beside it as <c>.previous</c>.</param>
    public ResourceLog(string path)
    {
        _path = path;
        Try(() => Open(FileMode.Create));
    }

    /// <summary>Hears every line, with true for standard error.</summary>
    public Action<string, bool>? Listener { get; set; }

    public string Tail
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _tail);
            }
        }
    }

    public void Write(string line, bool isError)
    {
        lock (_gate)
        {
            _tail.Enqueue(line);
            if (_tail.Count > TailLines)
            {
                _tail.Dequeue();
            }

            Try(() =>
            {
                if (_writer is null && !_isDisposed)
                {
                    Open(FileMode.Append);
                }

                _writer?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff} {line}"));
                if (_writer?.BaseStream.Position > MaxBytes)
                {
                    _writer.Dispose();
                    Open(FileMode.Create);
                }
            });
        }

        Listener?.Invoke(line, isError);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            Try(() => _writer?.Dispose());
            _writer = null;
            _isDisposed = true;
        }
    }

    /// <summary>A full disk must not stop the resource whose output this is: its lines are dropped until there is space again.</summary>
    private void Try(Action write)
    {
        if (DateTime.UtcNow < _pausedUntil)
        {
            return;
        }

        try
        {
            write();
        }
        catch (IOException)
        {
            _writer = null;
            _pausedUntil = DateTime.UtcNow + PauseAfterFailure;
        }
    }

    private void Open(FileMode mode)
    {
        if (mode == FileMode.Create && File.Exists(_path))
        {
            File.Move(_path, _path + ".previous", overwrite: true);
        }

        _writer = new StreamWriter(new FileStream(_path, mode, FileAccess.Write, FileShare.Read)) { AutoFlush = true };
    }
}
