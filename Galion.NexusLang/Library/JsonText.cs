using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Galion.NexusLang.Running;

namespace Galion.NexusLang.Library;

/// <summary>JSON from and to values. Objects are dicts; integers stay exact however large.</summary>
internal static class JsonText
{
    private const int MaxDepth = 128;

    internal static Value Parse(ProgramState state, string text)
    {
        state.Charge(text.Length);
        state.Allocate(text.Length * 4L);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read(state, document.RootElement);
        }
        catch (JsonException mistake)
        {
            throw new NexusException(Errors.BadInput(
                "JSON", $"line {mistake.LineNumber + 1}, column {mistake.BytePositionInLine + 1}: {FirstSentence(mistake.Message)}"));
        }
        catch (Exception mistake) when (mistake is ArgumentException or InvalidOperationException)
        {
            throw new NexusException(Errors.BadInput("JSON", "it holds half of a character that takes two."));
        }
    }

    private static string FirstSentence(string message) => message.Split(". ")[0].TrimEnd('.') + ".";

    private static Value Read(ProgramState state, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var dict = new DictObject();
                foreach (JsonProperty property in element.EnumerateObject())
                {
                    dict.Set(state, Value.Of(property.Name), Read(state, property.Value));
                }

                return Value.Object(dict);
            case JsonValueKind.Array:
                return Arg.Array(element.EnumerateArray().Select(e => Read(state, e)));
            case JsonValueKind.String:
                return Value.Of(element.GetString()!);
            case JsonValueKind.Number:
                return ReadNumber(element.GetRawText());
            case JsonValueKind.True or JsonValueKind.False:
                return Value.Of(element.GetBoolean());
            default:
                return Value.Null;
        }
    }

    private static Value ReadNumber(string text) =>
        text.AsSpan().IndexOfAny('.', 'e', 'E') < 0 && text.Length < 20_000
            ? Value.Of(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture))
            : Value.Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));

    internal static string Write(ProgramState state, Value value, int indent)
    {
        var text = new StringBuilder();
        Append(state, text, value, indent, 0);
        return text.ToString();
    }

    private static void Append(ProgramState state, StringBuilder to, Value value, int indent, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new NexusException(Errors.NestedTooDeep());
        }

        int length = to.Length;
        AppendParts(state, to, value, indent, depth);

        // What is held many times over is written each time, so that the text can be far larger than the value.
        state.Charge(8);
        state.Allocate(value.Ref is ArrayObject or TupleObject or SetObject or DictObject or RecordObject ? 8 : (to.Length - length) * 4L);
    }

    private static void AppendParts(ProgramState state, StringBuilder to, Value value, int indent, int depth)
    {
        switch (value.Ref)
        {
            case string or Rope:
                state.Charge(value.Text.Length / 4);
                AppendText(to, value.Text);
                break;
            case Tag tag when tag == Tags.Float && !double.IsFinite(value.Double):
                throw new NexusException(Errors.BadArgument("JSON has no number for what is not finite."));
            case null or BigInteger or Tag:
                to.Append(Printing.Show(value));
                break;
            case ArrayObject array:
                AppendAll(state, to, '[', array.Span.ToArray(), ']', indent, depth);
                break;
            case TupleObject tuple:
                AppendAll(state, to, '[', tuple.Items, ']', indent, depth);
                break;
            case SetObject set:
                AppendAll(state, to, '[', set.Keys(), ']', indent, depth);
                break;
            case DictObject dict:
                AppendObject(state, to, dict.Pairs().Select(p => (p.Key.IsText ? p.Key.Text : Printing.Show(p.Key), p.Value)), indent, depth);
                break;
            case RecordObject { Type.IsVariant: false } record:
                AppendObject(state, to, record.Type.Fields.Select((f, i) => (f, record.Get(i))), indent, depth);
                break;
            case RecordObject { Type.Fields.Length: 0 } record:
                AppendText(to, record.Type.Name);
                break;
            default:
                throw new NexusException(Errors.WrongType("What becomes JSON", "plain data", value));
        }
    }

    private static void AppendText(StringBuilder to, string text)
    {
        to.Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => to.Append("\\\""),
                '\\' => to.Append("\\\\"),
                '\n' => to.Append("\\n"),
                '\r' => to.Append("\\r"),
                '\t' => to.Append("\\t"),
                < ' ' => to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => to.Append(c),
            };
        }

        to.Append('"');
    }

    private static void AppendAll(ProgramState state, StringBuilder to, char open, IEnumerable<Value> items, char close, int indent, int depth)
    {
        to.Append(open);
        bool isFirst = true;
        foreach (Value item in items)
        {
            Separate(to, isFirst, indent, depth + 1);
            isFirst = false;
            Append(state, to, item, indent, depth + 1);
        }

        Close(to, isFirst, close, indent, depth);
    }

    private static void AppendObject(ProgramState state, StringBuilder to, IEnumerable<(string Key, Value Value)> entries, int indent, int depth)
    {
        to.Append('{');
        bool isFirst = true;
        foreach ((string key, Value value) in entries)
        {
            Separate(to, isFirst, indent, depth + 1);
            isFirst = false;
            AppendText(to, key);
            to.Append(indent > 0 ? ": " : ":");
            Append(state, to, value, indent, depth + 1);
        }

        Close(to, isFirst, '}', indent, depth);
    }

    private static void Separate(StringBuilder to, bool isFirst, int indent, int depth)
    {
        to.Append(isFirst ? "" : ",");
        if (indent > 0)
        {
            to.Append('\n').Append(' ', indent * depth);
        }
    }

    private static void Close(StringBuilder to, bool isEmpty, char close, int indent, int depth)
    {
        if (indent > 0 && !isEmpty)
        {
            to.Append('\n').Append(' ', indent * depth);
        }

        to.Append(close);
    }
}
