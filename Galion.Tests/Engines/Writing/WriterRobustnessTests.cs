using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Galion.Engines.Options;
using Galion.Engines.Writing;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

public sealed class WriterRobustnessTests
{
    private static readonly string[] Pieces =
    [
        "Summarise ", "Streść ", "in 3 sentences", "w 50 słowach", "Write an e-mail to Anna about ", "Napisz artykuł o ", "What does it say about ", "Ile ", "Give me 5 titles. ", "Make it formal: ",
        "the bridge closes on 3 May 2026 at 14:30. ", "Ala ma kota; kot ma 1 234,56 zł. ", "\"Not today,\" she said. ", "\n\n", "\n- ", "\n# ", "```\n", "\"\"\"", "<document>", "</document>", "\f",
        "🍂👩‍👩‍👧 ", "مرحبا ", "今天。", "\0\u001b[31m", "\u202e", "\ud800", "a\u0301\u0302 ", "{topic}", "%s", "$(id)", "' OR 1=1 --", "1.2.3", "((((", "]]>", "https://example.com/?q=1#x ", "a@b.example ",
        "no ", "not ", "nie ", "bez ", "and ", "i ", "Order: 12\nTotal: $9.99\n", "function add(a, b) { return a + b; }\n", "public int Add(int a, int b) => a + b;\n", "…", "?!", "\t", "\u2028",
    ];

    private static readonly string[] Schemas =
    [
        "{}", "true", "false", "null", "[]", "7", "{", "{\"type\":\"object\"}", "{\"type\":\"nothing\"}", "{\"type\":[\"string\",\"null\"]}", "{\"$ref\":\"#\"}", "{\"$ref\":\"https://example.com/x\"}",
        "{\"type\":\"array\",\"items\":{\"$ref\":\"#\"},\"minItems\":1}", "{\"enum\":[]}", "{\"const\":{\"a\":[1]}}", "{\"type\":\"string\",\"pattern\":\"(a+)+$\",\"minLength\":40}", "{\"type\":\"string\",\"pattern\":\"(\"}",
        "{\"type\":\"integer\",\"minimum\":5,\"maximum\":4}", "{\"type\":\"number\",\"multipleOf\":0}", "{\"allOf\":[{\"type\":\"string\"},{\"type\":\"number\"}]}", "{\"not\":{}}", "{\"oneOf\":[{},{}]}",
        "{\"type\":\"object\",\"properties\":{\"total\":{\"type\":\"number\"},\"when\":{\"type\":\"string\",\"format\":\"date\"}},\"required\":[\"total\"]}",
        "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":3,\"uniqueItems\":true}", "{\"type\":\"array\",\"minItems\":2000000000}",
        "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"$ref\":\"#/$defs/a\"}",
    ];

    [Fact]
    public async Task Random_and_hostile_requests_get_an_answer_or_a_clear_refusal()
    {
        var count = Hostile.Requests(400);
        var answered = 0;
        for (var seed = Hostile.Seed; seed < Hostile.Seed + count; seed++)
        {
            var random = new Random(seed);
            var text = Text(random, random.Next(60) == 0 ? 3_000 : 40);
            var options = Options(random);
            try
            {
                var response = await Texts.AskAsync(text, [.. options]);
                Assert.NotNull(response.Text);
                Assert.Equal(response.Text, (await Texts.AskAsync(text, [.. options])).Text);
                answered++;
            }
            catch (ArgumentException refusal)
            {
                Assert.InRange(refusal.Message.Length, 10, 4_000);
                Assert.DoesNotContain("Exception", refusal.Message, StringComparison.Ordinal);
            }
            catch (Exception exception)
            {
                Assert.Fail($"Request {seed} ended with {exception}");
            }
        }

        Assert.True(answered > count / 4, $"{answered} of {count} were answered");
    }

    private static List<(string Name, object? Value)> Options(Random random)
    {
        var options = new List<(string, object?)>();
        foreach (var option in WriterChatClient.Options.Where(_ => random.Next(5) == 0))
        {
            object? value = option switch
            {
                _ when random.Next(40) == 0 => Odd(random),
                { Name: "schema" } => random.Next(2) == 0 ? Schema(random, 0).ToJsonString() : Schemas[random.Next(Schemas.Length)],
                { Name: "document_sha256" } => null,
                { Type: EngineOptionType.Whole } => random.NextInt64((long)option.Min, (long)option.Max + 1),
                { Allowed.Count: > 0 } => option.Allowed[random.Next(option.Allowed.Count)],
                _ => Text(random, 20) is var text && text.Length > option.MaxLength ? text[..option.MaxLength] : text,
            };
            options.Add((option.Name, value));
        }

        return options;
    }

    private static string Text(Random random, int most)
    {
        var text = new StringBuilder();
        for (var n = random.Next(most); n > 0; n--)
        {
            text.Append(random.Next(10) switch
            {
                0 => ((char)random.Next(0x10000)).ToString(),
                1 => Texts.Bees.Substring(random.Next(Texts.Bees.Length - 300), random.Next(300)),
                2 => Texts.Pszczoly.Substring(random.Next(Texts.Pszczoly.Length - 300), random.Next(300)),
                _ => Pieces[random.Next(Pieces.Length)],
            });
        }

        return text.ToString();
    }

    /// <summary>A schema of the usual words, put together without sense.</summary>
    private static JsonObject Schema(Random random, int depth)
    {
        string[] types = ["object", "array", "string", "number", "integer", "boolean", "null"];
        var type = types[random.Next(depth > 4 ? 2 : 0, types.Length)];
        var schema = new JsonObject { ["type"] = type };
        foreach (var word in new[] { "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "multipleOf" }.Where(_ => random.Next(8) == 0))
        {
            schema[word] = random.Next(-3, 30);
        }

        if (random.Next(10) == 0)
        {
            schema[random.Next(2) == 0 ? "anyOf" : "oneOf"] = new JsonArray([.. Enumerable.Range(0, random.Next(3)).Select(_ => Schema(random, depth + 2))]);
        }

        if (type == "object")
        {
            var properties = new JsonObject();
            for (var n = random.Next(6); n > 0; n--)
            {
                properties[random.Next(4) == 0 ? Text(random, 2) : new[] { "total", "when", "name", "city", "items", "zł", "phone" }[random.Next(7)]] = Schema(random, depth + 1);
            }

            schema["required"] = new JsonArray([.. properties.Select(item => item.Key).Where(_ => random.Next(2) == 0).Select(name => (JsonNode)name)]);
            schema["properties"] = properties;
        }
        else if (type == "array" && depth < 5)
        {
            schema["items"] = Schema(random, depth + 1);
        }

        return schema;
    }

    private static object? Odd(Random random) => random.Next(7) switch
    {
        0 => -1,
        1 => double.NaN,
        2 => new string('x', 200_001),
        3 => new object(),
        4 => JsonSerializer.SerializeToElement(new { deep = new[] { 1, 2 } }),
        5 => "\0",
        _ => long.MaxValue,
    };
}
