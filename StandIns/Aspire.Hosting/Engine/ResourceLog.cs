using System.Globalization;

namespace Aspire.Hosting.Engine;

/// <summary>The output of one resource: a file, the last lines in memory, and whoever listens.</summary>
internal sealed class ResourceLog : IDisposable
{
    private const int TailLines = 12;
    private const long MaxBytes = 10 << 20;
    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new();
    private readonly string _path;
    private StreamWriter? _writer;

    /// <param name="path">Written anew on each run; the file of the run before is kept beside it as <c>.previous</c>.</param>
    public ResourceLog(string path)
    {
        _path = path;
        Open();
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

            try
            {
                _writer?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:HH:mm:ss.fff} {line}"));
                if (_writer?.BaseStream.Position > MaxBytes)
                {
                    _writer.Dispose();
                    Open();
                }
            }
            catch (IOException)
            {
                // A full disk must not stop the resource whose output this is.
                _writer = null;
            }
        }

        Listener?.Invoke(line, isError);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _writer?.Dispose();
            _writer = null;
        }
    }

    private void Open()
    {
        if (File.Exists(_path))
        {
            File.Move(_path, _path + ".previous", overwrite: true);
        }

        _writer = new StreamWriter(_path) { AutoFlush = true };
    }
}
