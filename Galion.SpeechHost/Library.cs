using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Galion.SpeechHost;

/// <param name="Kind">1 word, 3 mark, 7 sound.</param>
internal sealed record SpeechEvent(int Kind, int At, int Length, int Sample, string Name);

/// <summary>
/// libespeak-ng, loaded for one text and unloaded after it. It keeps state between texts that nothing resets (where its pitch flutters,
/// how its noise goes on), so only a fresh copy says the same sentence with the same samples whatever was said before.
/// </summary>
internal sealed unsafe class Library : IDisposable
{
    private const int Synchronous = 2;
    private const int PhonemeEvents = 1;
    private const int DontExit = 0x8000;
    private const int Utf8Markup = 0x1 | 0x10 | 0x100;
    private const int MaxSamples = 22_050 * 60 * 12;

    /// <summary>What it is called here and there.</summary>
    public static readonly string[] Names =
    [
        "libespeak-ng.so.1", "libespeak-ng.1.dylib", "/opt/homebrew/lib/libespeak-ng.1.dylib", "/usr/local/lib/libespeak-ng.1.dylib",
        "libespeak-ng.dll", @"C:\Program Files\eSpeak NG\libespeak-ng.dll",
    ];

    // The library speaks on a thread of its own and calls back without a place for an object.
    private static Library? _speaking;
    private static bool _dependenciesStay;

    private readonly nint _handle;

    private Library(nint handle) => _handle = handle;

    public int SampleRate { get; private set; }

    /// <summary>16-bit samples, little-endian.</summary>
    public MemoryStream Sound { get; } = new();

    public List<SpeechEvent> Events { get; } = [];

    /// <returns>Null when it is not installed.</returns>
    public static Library? Load(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                KeepDependencies();
                return new Library(handle);
            }
        }

        return null;
    }

    public WireStatus Speak(WireRequest request)
    {
        Initialize();
        _speaking = this;
        ((delegate* unmanaged[Cdecl]<delegate* unmanaged[Cdecl]<short*, int, NativeEvent*, int>, void>)Symbol("espeak_SetSynthCallback"))(&OnSound);
        if (!SetVoice(request.Voice))
        {
            Terminate();
            return WireStatus.NoVoice;
        }

        var set = (delegate* unmanaged[Cdecl]<int, int, int, int>)Symbol("espeak_SetParameter");
        foreach (var (parameter, value) in new[] { (1, request.Rate), (3, request.Pitch), (4, request.Range), (7, request.WordGap) })
        {
            set(parameter, value, 0);
        }

        Seed(1);
        var text = Encoding.UTF8.GetBytes(request.Text + "\0");
        int error;
        fixed (byte* start = text)
        {
            error = ((delegate* unmanaged[Cdecl]<byte*, nuint, uint, int, uint, uint, uint*, void*, int>)Symbol("espeak_Synth"))(
                start, (nuint)text.Length, 0, 0, 0, Utf8Markup, null, null);
            ((delegate* unmanaged[Cdecl]<int>)Symbol("espeak_Synchronize"))();
        }

        Terminate();
        return error == 0 && Sound.Length / 2 <= MaxSamples ? WireStatus.Done : WireStatus.Failed;
    }

    public (string Version, string Folder, List<(string Name, string File, string Languages, int Gender)> Voices) ListVoices()
    {
        Initialize();
        byte* folder;
        var version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged[Cdecl]<byte**, byte*>)Symbol("espeak_Info"))(&folder)) ?? "";
        var voices = new List<(string, string, string, int)>();
        for (var list = ((delegate* unmanaged[Cdecl]<void*, NativeVoice**>)Symbol("espeak_ListVoices"))(null); *list is not null; list++)
        {
            voices.Add((Text((*list)->Name), Text((*list)->File), Languages((*list)->Languages), (*list)->Gender));
        }

        var path = Text(folder);
        Terminate();
        return (version, path, voices);
    }

    public void Dispose() => NativeLibrary.Free(_handle);

    /// <summary>
    /// Voices are looked for in lower case: one whose file has capitals, such as that of American English, would be found only after all there are
    /// were read. Its file is therefore given under a path that has none, where the system has such paths.
    /// </summary>
    private bool SetVoice(string name)
    {
        var capitals = name.AsSpan(0, name.IndexOf('+', StringComparison.Ordinal) is var plus && plus >= 0 ? plus : name.Length);
        if (capitals.IndexOfAnyInRange('A', 'Z') >= 0 && OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(_handle, "espeak_ng_SetVoiceByFile", out var byFile))
        {
            byte* folder;
            ((delegate* unmanaged[Cdecl]<byte**, byte*>)Symbol("espeak_Info"))(&folder);
            var path = Path.Combine(Text(folder), "lang", capitals.ToString());
            if (File.Exists(path))
            {
                using var file = File.OpenHandle(path);
                return Set(byFile, $"/proc/self/fd/{file.DangerousGetHandle()}{name.AsSpan(capitals.Length)}");
            }
        }

        return Set(Symbol("espeak_SetVoiceByName"), name);

        static bool Set(nint function, string voice)
        {
            fixed (byte* text = Encoding.UTF8.GetBytes(voice + '\0'))
            {
                return ((delegate* unmanaged[Cdecl]<byte*, int>)function)(text) == 0;
            }
        }
    }

    private void Initialize()
    {
        SampleRate = ((delegate* unmanaged[Cdecl]<int, int, byte*, int, int>)Symbol("espeak_Initialize"))(Synchronous, 0, null, PhonemeEvents | DontExit);
        if (SampleRate <= 0)
        {
            throw new InvalidOperationException("espeak-ng found no data.");
        }
    }

    private void Terminate() => ((delegate* unmanaged[Cdecl]<int>)Symbol("espeak_Terminate"))();

    private nint Symbol(string name) => NativeLibrary.GetExport(_handle, name);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSound(short* samples, int count, NativeEvent* events)
    {
        var library = _speaking!;
        if (count > 0)
        {
            library.Sound.Write(new ReadOnlySpan<byte>(samples, count * sizeof(short)));
        }

        for (; events->Type != 0; events++)
        {
            if (events->Type is 1 or 3 or 7)
            {
                var name = events->Type switch
                {
                    3 => Text((byte*)events->Id),
                    7 => Text(&events->Id),
                    _ => "",
                };
                library.Events.Add(new SpeechEvent(events->Type, events->At, events->Length, events->Sample, name));
            }
        }

        return library.Sound.Length / 2 > MaxSamples ? 1 : 0;
    }

    /// <summary>The noise in breathy voices comes from the C library, which is shared by every copy.</summary>
    private static void Seed(uint seed)
    {
        if (NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "ucrtbase" : OperatingSystem.IsMacOS() ? "libSystem.dylib" : "libc.so.6", out var c))
        {
            ((delegate* unmanaged[Cdecl]<uint, void>)NativeLibrary.GetExport(c, "srand"))(seed);
        }
    }

    /// <summary>What the library needs in turn is many libraries and has no such state: it stays, which makes loading ten times faster.</summary>
    private static void KeepDependencies()
    {
        if (!_dependenciesStay)
        {
            _dependenciesStay = true;
            NativeLibrary.TryLoad("libpcaudio.so.0", out _);
            NativeLibrary.TryLoad("libsonic.so.0", out _);
        }
    }

    private static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";

    /// <summary>Up to eight bytes, ended by zero when shorter.</summary>
    private static string Text(ulong* inline)
    {
        var bytes = new ReadOnlySpan<byte>(inline, sizeof(ulong));
        var end = bytes.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
    }

    /// <summary>Pairs of a priority byte and a name, ended by a zero byte.</summary>
    private static string Languages(byte* list)
    {
        var names = new List<string>();
        while (list is not null && *list != 0)
        {
            var name = Text(list + 1);
            names.Add(name);
            list += Encoding.UTF8.GetByteCount(name) + 2;
        }

        return string.Join(' ', names);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NativeEvent
    {
        public int Type;
        public uint Message;
        public int At;
        public int Length;
        public int Milliseconds;
        public int Sample;
        public nint User;
        public ulong Id;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct NativeVoice
    {
        public byte* Name;
        public byte* Languages;
        public byte* File;
        public byte Gender;
        public byte Age;
        public byte Variant;
        public byte Unused;
        public int Score;
        public nint Spare;
    }
}
