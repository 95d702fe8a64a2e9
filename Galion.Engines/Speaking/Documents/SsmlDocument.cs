using System.Globalization;
using System.Xml;
using Galion.Engines.Speaking.Reading;

namespace Galion.Engines.Speaking.Documents;

/// <summary>
/// Reads the part of the W3C's Speech Synthesis Markup Language that the speaker obeys. Anything else is refused with its place, rather than
/// left out silently; so are document types and entities of one's own, which such documents are attacked with.
/// </summary>
internal sealed class SsmlDocument
{
    public const string Kind = "ssml";
    private const int MaxDepth = 32;
    private const int MaxBreakMs = 10_000;
    private const string Elements = "speak, p, s, break, prosody, emphasis, say-as, sub, voice, lang, mark, phoneme and express-as";

    private static readonly string[] Interpretations =
        ["characters", "spell-out", "cardinal", "number", "ordinal", "digits", "date", "time", "telephone", "currency", "unit", "fraction"];

    private static readonly Dictionary<string, int> BreakStrengths = new(StringComparer.Ordinal)
    {
        ["none"] = 0, ["x-weak"] = 120, ["weak"] = 250, ["medium"] = 450, ["strong"] = 800, ["x-strong"] = 1_300,
    };

    private readonly string _source;
    private readonly int[] _lines;
    private readonly SpeechDocumentBuilder _builder = new();
    private int _pieces;

    private SsmlDocument(string source)
    {
        _source = source;
        var lines = new List<int> { 0 };
        for (var at = 0; at < source.Length; at++)
        {
            if (source[at] == '\n' || source[at] == '\r' && (at + 1 >= source.Length || source[at + 1] != '\n'))
            {
                lines.Add(at + 1);
            }
        }

        _lines = [.. lines];
    }

    public static bool LooksLike(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.StartsWith("<speak") || start.StartsWith("<?xml") || start.StartsWith("<!DOCTYPE");
    }

    /// <exception cref="ArgumentException">The document is not well-formed, or holds what is not obeyed; the message names the place.</exception>
    public static SpeechDocument Read(string source)
    {
        var document = new SsmlDocument(source);
        try
        {
            document.Read();
        }
        catch (XmlException exception)
        {
            throw new ArgumentException(exception.Message.Contains("DTD", StringComparison.Ordinal)
                ? "The SSML has a document type, which is not read. Remove the <!DOCTYPE …> part."
                : $"The SSML cannot be read at line {exception.LineNumber}, position {exception.LinePosition}: {Reason(exception)}");
        }

        return document._builder.Build(Kind);
    }

    private void Read()
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            MaxCharactersInDocument = _source.Length + 1,
        };
        using var reader = XmlReader.Create(new StringReader(_source.TrimStart()), settings);
        var shift = _source.Length - _source.TrimStart().Length;
        var styles = new Stack<SpeechStyle>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (reader.Depth >= MaxDepth)
                    {
                        throw Wrong(reader, $"elements are nested more than {MaxDepth} deep");
                    }

                    styles.Push(_builder.Style);
                    var empty = reader.IsEmptyElement;
                    Open(reader);
                    if (empty)
                    {
                        _builder.Style = styles.Pop();
                    }

                    break;
                case XmlNodeType.EndElement:
                    if (reader.LocalName is "p" or "s")
                    {
                        _builder.EndBlock(sentence: reader.LocalName == "s");
                    }

                    _builder.Style = styles.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    Append(reader, shift);
                    break;
            }
        }
    }

    private void Open(XmlReader reader)
    {
        var style = _builder.Style;
        if (reader.Depth == 0 != (reader.LocalName == "speak"))
        {
            throw Wrong(reader, reader.Depth == 0 ? "the outermost element must be speak" : "speak must be the outermost element");
        }

        style = reader.GetAttribute("xml:lang") is { Length: > 0 and <= 35 } language ? style with { Language = language } : style;
        switch (reader.LocalName)
        {
            case "speak" or "lang":
                break;
            case "p" or "s":
                _builder.EndBlock();
                break;
            case "break":
                _builder.Break(BreakMs(reader));
                break;
            case "mark":
                _builder.Mark(Required(reader, "name"));
                break;
            case "prosody":
                style = Prosody(reader, style);
                break;
            case "emphasis":
                style = style with { Emphasis = Level(reader) };
                break;
            case "say-as":
                var kind = Required(reader, "interpret-as");
                style = style with
                {
                    SayAs = Interpretations.Contains(kind) ? kind + ":" + reader.GetAttribute("format")
                        : throw Wrong(reader, $"interpret-as “{Shown(kind)}” is not known; there are {string.Join(", ", Interpretations)}"),
                    Piece = ++_pieces,
                };
                break;
            case "sub":
                style = style with { Alias = Required(reader, "alias"), Piece = ++_pieces };
                break;
            case "phoneme":
                style = style with { Sounds = Sounds(reader), Piece = ++_pieces };
                break;
            case "voice":
                style = style with { Voice = reader.GetAttribute("name") ?? reader.GetAttribute("gender") ?? style.Voice, Language = reader.GetAttribute("language") ?? style.Language };
                break;
            case "express-as":
                var emotion = Required(reader, "style");
                style = Emotion.Names.Contains(emotion) ? style with { Emotion = emotion }
                    : throw Wrong(reader, $"the style “{Shown(emotion)}” is not known; there are {string.Join(", ", Emotion.Names)}");
                break;
            default:
                throw Wrong(reader, $"the element {Shown(reader.Name)} is not obeyed; those that are: {Elements}");
        }

        _builder.Style = style;
    }

    private void Append(XmlReader reader, int shift)
    {
        var info = (IXmlLineInfo)reader;
        var origin = _lines[Math.Min(info.LineNumber - 1 + LinesIn(shift), _lines.Length - 1)] + info.LinePosition - 1 + (info.LineNumber == 1 ? ColumnOf(shift) : 0);
        var value = reader.Value;
        for (var at = 0; at < value.Length && origin < _source.Length; at++)
        {
            var length = 1;
            if (_source[origin] == '&' && reader.NodeType != XmlNodeType.CDATA)
            {
                length = Math.Max(1, _source.IndexOf(';', origin) - origin + 1);
            }
            else if (_source[origin] == '\r' && origin + 1 < _source.Length && _source[origin + 1] == '\n')
            {
                length = 2;
            }

            _builder.Append(value[at], origin);

            // A character reference beyond the basic plane is two characters here.
            if (length > 2 && char.IsHighSurrogate(value[at]) && at + 1 < value.Length)
            {
                _builder.Append(value[++at], origin);
            }

            origin += length;
        }
    }

    private int LinesIn(int shift) => _lines.Count(start => start <= shift) - 1;

    private int ColumnOf(int shift) => shift - _lines[LinesIn(shift)];

    private static SpeechStyle Prosody(XmlReader reader, SpeechStyle style)
    {
        if (reader.GetAttribute("rate") is { } rate)
        {
            style = style with { Rate = Math.Clamp(style.Rate * Factor(reader, "rate", rate, ("x-slow", 0.6), ("slow", 0.8), ("medium", 1), ("default", 1), ("fast", 1.25), ("x-fast", 1.6)), 0.3, 3) };
        }

        if (reader.GetAttribute("pitch") is { } pitch)
        {
            style = style with { Pitch = Math.Clamp(style.Pitch + Semitones(reader, pitch), -12, 12) };
        }

        if (reader.GetAttribute("range") is { } range)
        {
            style = style with { Range = Math.Clamp(style.Range * Factor(reader, "range", range, ("x-low", 0.2), ("low", 0.5), ("medium", 1), ("default", 1), ("high", 1.4), ("x-high", 1.8)), 0, 2) };
        }

        if (reader.GetAttribute("volume") is { } volume)
        {
            style = style with { VolumeDb = Math.Clamp(style.VolumeDb + Decibels(reader, volume), -60, 12) };
        }

        return style;
    }

    /// <summary>"fast", "120%", "+20%", "1.2".</summary>
    private static double Factor(XmlReader reader, string attribute, string text, params ReadOnlySpan<(string Name, double Value)> names)
    {
        foreach (var (name, value) in names)
        {
            if (text == name)
            {
                return value;
            }
        }

        if (text.EndsWith('%') && Number(text[..^1]) is { } percent)
        {
            return text[0] is '+' or '-' ? Math.Max(0, 1 + percent / 100) : percent / 100;
        }

        return Number(text) is { } factor and >= 0 && text[0] is not '+' ? factor : throw Wrong(reader, $"{attribute} “{Shown(text)}” is not understood; write a percentage such as 120% or -20%, or a word such as {names[0].Name}");
    }

    /// <summary>"high", "+2st", "-10%", "+20Hz" (of a voice of 100 Hz).</summary>
    private static double Semitones(XmlReader reader, string text)
    {
        double? named = text switch
        {
            "x-low" => -5,
            "low" => -2.5,
            "medium" or "default" => 0,
            "high" => 2.5,
            "x-high" => 5,
            _ => null,
        };
        if (named is not null)
        {
            return named.Value;
        }

        if (text.EndsWith("st", StringComparison.Ordinal) && Number(text[..^2]) is { } semitones)
        {
            return semitones;
        }

        var percent = text.EndsWith('%') ? Number(text[..^1]) : text.EndsWith("Hz", StringComparison.Ordinal) && text[0] is '+' or '-' ? Number(text[..^2]) : null;
        return percent switch
        {
            null => throw Wrong(reader, $"pitch “{Shown(text)}” is not understood; write +2st, -10% or a word such as high"),
            _ => 12 * Imaging.ExactMath.Log2(Math.Clamp((text[0] is '+' or '-' ? 100 + percent.Value : percent.Value) / 100, 0.25, 4)),
        };
    }

    private static double Decibels(XmlReader reader, string text)
    {
        double? named = text switch
        {
            "silent" => -60,
            "x-soft" => -12,
            "soft" => -6,
            "medium" or "default" => 0,
            "loud" => 4,
            "x-loud" => 8,
            _ => null,
        };
        return named ?? (text.EndsWith("dB", StringComparison.Ordinal) && Number(text[..^2]) is { } db ? db
            : throw Wrong(reader, $"volume “{Shown(text)}” is not understood; write +3dB, -6dB or a word such as soft"));
    }

    private static int BreakMs(XmlReader reader)
    {
        if (reader.GetAttribute("time") is { } time)
        {
            var ms = time.EndsWith("ms", StringComparison.Ordinal) ? Number(time[..^2]) : time.EndsWith('s') ? Number(time[..^1]) * 1_000 : null;
            return ms is >= 0 and <= MaxBreakMs ? (int)ms.Value : throw Wrong(reader, $"the break “{Shown(time)}” is not understood; write 500ms or 1.5s, up to {MaxBreakMs / 1_000} s");
        }

        var strength = reader.GetAttribute("strength") ?? "medium";
        return BreakStrengths.TryGetValue(strength, out var length) ? length : throw Wrong(reader, $"the strength “{Shown(strength)}” is not known; there are {string.Join(", ", BreakStrengths.Keys)}");
    }

    private static Emphasis Level(XmlReader reader) => (reader.GetAttribute("level") ?? "moderate") switch
    {
        "none" => Emphasis.None,
        "reduced" => Emphasis.Reduced,
        "moderate" => Emphasis.Moderate,
        "strong" => Emphasis.Strong,
        var other => throw Wrong(reader, $"the level “{Shown(other)}” is not known; there are none, reduced, moderate and strong"),
    };

    private static string Sounds(XmlReader reader)
    {
        var written = Required(reader, "ph");
        return reader.GetAttribute("alphabet") is null or "ipa" && Phonemes.FromIpa(written) is { } sounds ? sounds
            : throw Wrong(reader, $"the sounds “{Shown(written)}” are not understood; write them in the phonetic alphabet (alphabet=\"ipa\")");
    }

    private static string Required(XmlReader reader, string attribute) =>
        reader.GetAttribute(attribute) is { Length: > 0 } value
            ? value.Length <= 500 ? value : throw Wrong(reader, $"{attribute} has more than 500 characters")
            : throw Wrong(reader, $"{reader.LocalName} needs {attribute}");

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static ArgumentException Wrong(XmlReader reader, string what) =>
        new($"The SSML at line {((IXmlLineInfo)reader).LineNumber}, position {((IXmlLineInfo)reader).LinePosition}: {what}.");

    private static string Reason(XmlException exception)
    {
        var message = exception.Message;
        var place = message.LastIndexOf(" Line ", StringComparison.Ordinal);
        return Shown(place > 0 ? message[..place] : message, 200);
    }

    private static string Shown(string text, int length = 40) => text.Length <= length ? text : text[..length] + "…";
}
