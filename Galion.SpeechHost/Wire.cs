namespace Galion.SpeechHost;

/// <summary>The first byte of every answer.</summary>
internal enum WireStatus
{
    Done = 0,

    /// <summary>libespeak-ng is not installed.</summary>
    Missing = 1,

    /// <summary>There is no such voice.</summary>
    NoVoice = 2,

    /// <summary>The library refused the text.</summary>
    Failed = 3,
}

/// <param name="Voice">By the file of espeak-ng that has it, such as <c>gmw/en+f3</c>.</param>
/// <param name="Text">What to say, in espeak-ng's markup; null asks for the list of voices.</param>
internal sealed record WireRequest(string Voice, int Rate, int Pitch, int Range, int WordGap, string? Text);

/// <summary>
/// What goes through the pipes, little-endian, strings with their length in front.
/// A request is: whether it has a text, and then voice, rate (words a minute), pitch, range (both 0 to 99), word gap (10 ms) and text.
/// An answer is a status. To a text: the sample rate, the number of samples, the samples, the number of events, and per event its kind (1 word,
/// 3 mark, 7 sound), the character of the text it belongs to (from 1), how many characters, the sample it is at, and the name of the mark or sound.
/// To a request for voices: version, folder of the data, number of voices, and per voice its name, file, languages and gender.
/// </summary>
internal static class Wire
{
    public static WireRequest? ReadRequest(BinaryReader input)
    {
        try
        {
            return input.ReadBoolean()
                ? new WireRequest(input.ReadString(), input.ReadInt32(), input.ReadInt32(), input.ReadInt32(), input.ReadInt32(), input.ReadString())
                : new WireRequest("", 0, 0, 0, 0, Text: null);
        }
        catch (EndOfStreamException)
        {
            return null;
        }
    }

    public static void WriteSpeech(BinaryWriter output, Library library, WireRequest request)
    {
        var status = library.Speak(request);
        output.Write((byte)status);
        if (status != WireStatus.Done)
        {
            return;
        }

        output.Write(library.SampleRate);
        output.Write((int)(library.Sound.Length / 2));
        output.Write(library.Sound.GetBuffer(), 0, (int)library.Sound.Length);
        output.Write(library.Events.Count);
        foreach (var item in library.Events)
        {
            output.Write((byte)item.Kind);
            output.Write(item.At);
            output.Write(item.Length);
            output.Write(item.Sample);
            output.Write(item.Name);
        }
    }

    public static void WriteVoices(BinaryWriter output, Library library)
    {
        var (version, folder, voices) = library.ListVoices();
        output.Write((byte)WireStatus.Done);
        output.Write(version);
        output.Write(folder);
        output.Write(voices.Count);
        foreach (var (name, file, languages, gender) in voices)
        {
            output.Write(name);
            output.Write(file);
            output.Write(languages);
            output.Write(gender);
        }
    }
}
