using System.Buffers.Binary;
using System.Text;

namespace Galion.Tests.Fixtures;

public sealed record OtlpSpan(
    string Service, string Scope, string TraceId, string SpanId, string? ParentSpanId, string Name, IReadOnlyDictionary<string, string> Attributes);

public sealed record OtlpMetric(string Service, string Scope, string Name);

public sealed record OtlpLog(string Service, string Scope, string Body, string? TraceId);

/// <summary>Reads the export requests of opentelemetry-proto 1.x: the fields that tests look at, by their numbers there.</summary>
internal static class OtlpMessages
{
    public static IEnumerable<OtlpSpan> ReadSpans(ReadOnlyMemory<byte> request) =>
        from item in ReadItems(request, itemsField: 2)
        select new OtlpSpan(
            item.Service, item.Scope, Hex(item.Message, 1)!, Hex(item.Message, 2)!, Hex(item.Message, 4), Text(item.Message, 5)!,
            ReadAttributes(item.Message, 9));

    public static IEnumerable<OtlpMetric> ReadMetrics(ReadOnlyMemory<byte> request) =>
        from item in ReadItems(request, itemsField: 2) select new OtlpMetric(item.Service, item.Scope, Text(item.Message, 1)!);

    public static IEnumerable<OtlpLog> ReadLogs(ReadOnlyMemory<byte> request) =>
        from item in ReadItems(request, itemsField: 2)
        select new OtlpLog(
            item.Service, item.Scope, item.Message.Where(field => field.Number == 5).Select(field => ReadAny(field.Bytes)).FirstOrDefault() ?? "",
            Hex(item.Message, 9));

    /// <summary>All three requests nest alike: resource (1) with its resource and scopes, scope (2) with its scope and items.</summary>
    private static IEnumerable<(string Service, string Scope, List<Field> Message)> ReadItems(ReadOnlyMemory<byte> request, int itemsField)
    {
        foreach (var resourceItems in Fields(request).Where(field => field.Number == 1).Select(field => Fields(field.Bytes)))
        {
            var resource = resourceItems.Where(field => field.Number == 1).Select(field => Fields(field.Bytes)).FirstOrDefault() ?? [];
            var service = ReadAttributes(resource, 1).GetValueOrDefault("service.name", "");
            foreach (var scopeItems in resourceItems.Where(field => field.Number == 2).Select(field => Fields(field.Bytes)))
            {
                var scope = scopeItems.Where(field => field.Number == 1).Select(field => Text(Fields(field.Bytes), 1)).FirstOrDefault() ?? "";
                foreach (var item in scopeItems.Where(field => field.Number == itemsField))
                {
                    yield return (service, scope, Fields(item.Bytes));
                }
            }
        }
    }

    private static Dictionary<string, string> ReadAttributes(List<Field> message, int number)
    {
        var attributes = new Dictionary<string, string>();
        foreach (var pair in message.Where(field => field.Number == number).Select(field => Fields(field.Bytes)))
        {
            attributes[Text(pair, 1) ?? ""] = pair.Where(field => field.Number == 2).Select(field => ReadAny(field.Bytes)).FirstOrDefault() ?? "";
        }

        return attributes;
    }

    private static string ReadAny(ReadOnlyMemory<byte> message) =>
        Fields(message).FirstOrDefault() switch
        {
            { Number: 1 } text => Encoding.UTF8.GetString(text.Bytes.Span),
            { Number: 4 } real => BitConverter.UInt64BitsToDouble(real.Value).ToString(),
            var other => other.Value.ToString(),
        };

    private static string? Text(List<Field> message, int number) =>
        message.Where(field => field.Number == number).Select(field => Encoding.UTF8.GetString(field.Bytes.Span)).FirstOrDefault();

    private static string? Hex(List<Field> message, int number) =>
        message.Where(field => field.Number == number && !field.Bytes.IsEmpty).Select(field => Convert.ToHexStringLower(field.Bytes.Span)).FirstOrDefault();

    private static List<Field> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<Field>();
        for (var position = 0; position < message.Length;)
        {
            var tag = ReadVarint(message.Span, ref position);
            var number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(new Field(number, ReadVarint(message.Span, ref position), default));
                    break;
                case 1:
                    fields.Add(new Field(number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[position..]), default));
                    position += sizeof(ulong);
                    break;
                case 2:
                    var length = (int)ReadVarint(message.Span, ref position);
                    fields.Add(new Field(number, 0, message.Slice(position, length)));
                    position += length;
                    break;
                case 5:
                    fields.Add(new Field(number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[position..]), default));
                    position += sizeof(uint);
                    break;
                default:
                    throw new FormatException($"Wire type {tag & 7} is none of protobuf's.");
            }
        }

        return fields;
    }

    private static ulong ReadVarint(ReadOnlySpan<byte> message, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = message[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private readonly record struct Field(int Number, ulong Value, ReadOnlyMemory<byte> Bytes);
}
