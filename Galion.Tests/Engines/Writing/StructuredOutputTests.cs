using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Galion.Engines.Writing.Structure;
using Galion.Tests.Fixtures;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

public sealed class StructuredOutputTests
{
    [Fact]
    public async Task A_record_is_read_from_its_labels_and_sentences()
    {
        var json = await FillAsync(Texts.Order, """
            {
              "type": "object",
              "properties": {
                "order": { "type": "string" },
                "customer": { "type": "string" },
                "email": { "type": "string", "format": "email" },
                "date": { "type": "string", "format": "date" },
                "city": { "type": "string", "enum": ["London", "Leeds", "York"] },
                "items": { "type": "array", "items": { "type": "string" } },
                "total": { "type": "number" },
                "currency": { "type": "string" },
                "quantity": { "type": "integer" },
                "shipped": { "type": "boolean" },
                "phone": { "type": ["string", "null"] },
                "note": { "type": "string" }
              },
              "required": ["order", "customer", "email", "date", "city", "items", "total", "currency", "quantity", "shipped", "phone"],
              "additionalProperties": false
            }
            """);

        Assert.Equal(
            """{"order":"2026-118","customer":"Helena Marsh","email":"helena.marsh@example.com","date":"2026-03-14","city":"Leeds","items":["a desk lamp","two chairs","a rug"],"total":1240.5,"currency":"USD","quantity":4,"shipped":false,"phone":null}""",
            json!.ToJsonString());
    }

    [Fact]
    public async Task Numbers_are_taken_from_beside_their_words() => Assert.Equal(
        """{"hives":6,"volunteers":24}""",
        (await FillAsync(
            "Today there are six hives on the terrace. Twenty-four volunteers look after them.",
            """{ "type": "object", "properties": { "hives": { "type": "integer" }, "volunteers": { "type": "integer" } }, "required": ["hives", "volunteers"] }"""))!.ToJsonString());

    [Fact]
    public async Task Polish_texts_fill_properties_with_English_names() => Assert.Equal(
        """{"customer":"Jan Kowal","price":40.5,"date":"2026-05-02","city":"Sosnów"}""",
        (await FillAsync(
            "Klient: Jan Kowal\nCena: 40,50 zł\nTermin: 2 maja 2026\nMiasto: Sosnów",
            """
            {
              "type": "object",
              "properties": { "customer": { "type": "string" }, "price": { "type": "number" }, "date": { "type": "string", "format": "date" }, "city": { "type": "string" } },
              "required": ["customer", "price", "date", "city"]
            }
            """))!.ToJsonString()!.Replace("\\u00F3", "ó", StringComparison.Ordinal));

    [Fact]
    public async Task Lists_of_records_are_read_item_by_item() => Assert.Equal(
        """{"products":[{"name":"Kiva","price":39},{"name":"Lumo","price":52.5}]}""",
        (await FillAsync(
            "- name: Kiva; price: 39 EUR\n- name: Lumo; price: 52.50 EUR",
            """
            {
              "type": "object",
              "properties": { "products": { "type": "array", "items": { "$ref": "#/$defs/product" } } },
              "required": ["products"],
              "$defs": { "product": { "type": "object", "properties": { "name": { "type": "string" }, "price": { "type": "number" } }, "required": ["name", "price"] } }
            }
            """))!.ToJsonString());

    [Fact]
    public async Task What_the_text_does_not_say_is_refused_by_name_when_it_must_be_there()
    {
        var error = await Assert.ThrowsAsync<StructuredOutputException>(() => FillAsync(
            "The ferry leaves at ten.", """{ "type": "object", "properties": { "captain": { "type": "string" }, "price": { "type": "number" } }, "required": ["captain", "price"] }"""));

        Assert.Equal(
            "The text does not say what the schema requires: $.captain, $.price. Nothing was made up and nothing was written. Let these be null, or add them to the text.",
            error.Message);
    }

    [Theory]
    [InlineData("""{ "type": "object", "properties": { "a": { "type": "string", "dynamicRef": "#x" } } }""")]
    [InlineData("""{ "type": "object", "properties": { "a": { "$ref": "#/nowhere" } }, "required": ["a"] }""")]
    [InlineData("""{ "$ref": "#" }""")]
    [InlineData("""{ "type": 7 }""")]
    [InlineData("""{ "type": "object", "properties": { "name": { "type": "string", "pattern": "(" } }, "required": ["name"] }""")]
    [InlineData("[]")]
    public async Task A_schema_that_cannot_be_followed_is_refused(string schema) =>
        await Assert.ThrowsAsync<StructuredOutputException>(() => FillAsync("Name: Anna", schema));

    [Fact]
    public async Task A_type_of_the_program_gets_its_object()
    {
        var response = await Texts.Writer.GetResponseAsync(
            Texts.Order, new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema<Parcel>() }, TestContext.Current.CancellationToken);

        var parcel = JsonSerializer.Deserialize<Parcel>(response.Text, JsonSerializerOptions.Web)!;
        Assert.Equal(new Parcel("Helena Marsh", 4, "Leeds", null), parcel);
    }

    [Fact]
    public async Task Another_validator_accepts_whatever_is_written()
    {
        string[] texts = [Texts.Bees, Texts.Pszczoly, Texts.Order, Texts.Chatty, Texts.Urzedowy, "", "Name: Anna Nowak; age: 31\nphone: +48 600 700 800\nhttps://example.com/a?b=c\n2026-02-30 and 2026-02-28"];
        var cases = new JsonArray();
        var refused = 0;
        var random = new Random(20_26);
        for (var n = 0; n < 250; n++)
        {
            var schema = RandomSchema(random);
            try
            {
                cases.Add(new JsonObject { ["schema"] = schema.DeepClone(), ["value"] = await FillAsync(texts[n % texts.Length], schema.ToJsonString()) });
            }
            catch (StructuredOutputException)
            {
                refused++;
            }
        }

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, cases.ToJsonString(), TestContext.Current.CancellationToken);
            var (exitCode, output) = await NodeScript.RunAsync("Engines/Writing/validate-json.mjs", TestContext.Current.CancellationToken, file);
            Assert.Equal((0, ""), (exitCode, output));
        }
        finally
        {
            File.Delete(file);
        }

        Assert.True(cases.Count > 60, $"{cases.Count} written, {refused} refused");
    }

    /// <summary>Objects of what people ask for, with rules on it, a part of it required.</summary>
    private static JsonObject RandomSchema(Random random)
    {
        string[] properties =
        [
            "\"title\":{\"type\":\"string\",\"minLength\":3}", "\"summary\":{\"type\":\"string\",\"maxLength\":400}", "\"email\":{\"type\":\"string\",\"format\":\"email\"}",
            "\"date\":{\"type\":[\"string\",\"null\"],\"format\":\"date\"}", "\"total\":{\"type\":\"number\",\"minimum\":0,\"maximum\":5000}", "\"hives\":{\"type\":\"integer\",\"exclusiveMinimum\":1}",
            "\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\",\"minLength\":2},\"minItems\":1,\"maxItems\":4,\"uniqueItems\":true}",
            "\"people\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "\"shipped\":{\"type\":\"boolean\"}", "\"language\":{\"enum\":[\"en\",\"pl\",\"de\"]}",
            "\"link\":{\"anyOf\":[{\"type\":\"string\",\"format\":\"uri\"},{\"type\":\"null\"}]}", "\"sentiment\":{\"type\":\"string\",\"enum\":[\"positive\",\"neutral\",\"negative\"]}",
            "\"kind\":{\"const\":\"record\"}", "\"age\":{\"type\":[\"integer\",\"null\"],\"multipleOf\":1}", "\"code\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{2}-[0-9]+$\"}",
            "\"years\":{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"contains\":{\"minimum\":2000}}",
            "\"sender\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":[\"string\",\"null\"]},\"city\":{\"type\":\"string\"}},\"required\":[\"name\"],\"additionalProperties\":false}",
        ];
        var chosen = properties.Where(_ => random.Next(4) == 0).ToList();
        var required = chosen.Where(_ => random.Next(3) == 0).Select(Key);
        var others = random.Next(2) == 0 ? "true" : "false";
        return JsonNode.Parse($"{{\"type\":\"object\",\"properties\":{{{string.Join(',', chosen)}}},\"required\":[{string.Join(',', required)}],\"additionalProperties\":{others}}}")!.AsObject();

        static string Key(string property) => property[..(property.IndexOf(':', StringComparison.Ordinal))];
    }

    internal static async Task<JsonNode?> FillAsync(string text, string schema)
    {
        var format = ChatResponseFormat.ForJsonSchema(JsonSerializer.Deserialize<JsonElement>(schema));
        var response = await Texts.Writer.GetResponseAsync(
            [new ChatMessage(ChatRole.User, [new TextContent("Extract the data"), new DataContent(System.Text.Encoding.UTF8.GetBytes(text), "text/plain")])],
            new ChatOptions { ResponseFormat = format }, TestContext.Current.CancellationToken);
        return JsonNode.Parse(response.Text);
    }

    private sealed record Parcel([property: Description("Who ordered")] string Customer, int Quantity, string? City, string? Phone);
}
