using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Galion.Engines.Writing.Structure;
using Galion.Tests.Fixtures;

namespace Galion.Tests.Engines.Writing;

/// <summary>Schemas of the kinds that people bring, against texts in both languages.</summary>
public sealed class ExtractionTests
{
    private const string Address = """{"type":"object","properties":{"city":{"type":"string"},"zip":{"type":"string"}},"required":["city","zip"],"additionalProperties":false}""";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly (string Text, string Schema, string Json)[] Cases =
    [
        ("City: Kraków, zip 30-059", Address, """{"city":"Kraków","zip":"30-059"}"""),
        ("Adres\nMiasto: Kraków, kod pocztowy 30-059", Address, """{"city":"Kraków","zip":"30-059"}"""),
        ("City: Leeds, United Kingdom; postcode: LS1 4AP", Address, """{"city":"Leeds","zip":"LS1 4AP"}"""),
        // Nested objects, numbers with units.
        ("Parcel 118\nWeight: 2.5 kg\nLength: 40 cm\nSender: Anna Nowak, city Gdynia",
            """{"type":"object","properties":{"weight":{"type":"object","properties":{"value":{"type":"number"},"unit":{"enum":["g","kg"]}},"required":["value","unit"]},"length":{"type":"object","properties":{"value":{"type":"number"},"unit":{"enum":["m","cm"]}},"required":["value","unit"]},"sender":{"type":"object","properties":{"sender":{"type":"string"},"city":{"type":"string"}},"required":["sender","city"]}},"required":["weight","length","sender"]}""",
            """{"weight":{"value":2.5,"unit":"kg"},"length":{"value":40,"unit":"cm"},"sender":{"sender":"Anna Nowak","city":"Gdynia"}}"""),
        ("Waga: 1,2 kg. Wysokość: 30 cm.", """{"type":"object","properties":{"weight":{"type":"number"},"height":{"type":"integer"}},"required":["weight","height"]}""", """{"weight":1.2,"height":30}"""),
        // Arrays of text and of numbers.
        ("Attendees: Helena Marsh, Jan Kowal and Olga Lis. Scores: 7, 9 and 10.",
            """{"type":"object","properties":{"attendees":{"type":"array","items":{"type":"string"}},"scores":{"type":"array","items":{"type":"integer"}}},"required":["attendees","scores"]}""",
            """{"attendees":["Helena Marsh","Jan Kowal","Olga Lis"],"scores":[7,9,10]}"""),
        ("Składniki: mąka, woda oraz sól", """{"type":"object","properties":{"składniki":{"type":"array","items":{"type":"string"},"minItems":2}},"required":["składniki"]}""", """{"składniki":["mąka","woda","sól"]}"""),
        // Enums.
        ("The ticket is urgent: the status is closed and the priority is high.",
            """{"type":"object","properties":{"status":{"enum":["open","closed"]},"priority":{"type":"string","enum":["low","medium","high"]}},"required":["status","priority"]}""", """{"status":"closed","priority":"high"}"""),
        // Dates.
        ("Invoice date: 3 May 2026, due: 17 May 2026", """{"type":"object","properties":{"invoiceDate":{"type":"string","format":"date"},"due":{"type":"string","format":"date"}},"required":["invoiceDate","due"]}""", """{"invoiceDate":"2026-05-03","due":"2026-05-17"}"""),
        ("Umowa z dnia 3.05.2026. Termin: 12 czerwca 2026 r.", """{"type":"object","properties":{"deadline":{"type":"string","format":"date"}},"required":["deadline"]}""", """{"deadline":"2026-06-12"}"""),
        // Optional, nullable, nullable as OpenAPI has it.
        ("Name: Anna Nowak", """{"type":"object","properties":{"name":{"type":"string"},"phone":{"type":["string","null"]},"email":{"type":"string"},"age":{"type":"integer","nullable":true}},"required":["name","phone"],"additionalProperties":false}""", """{"name":"Anna Nowak","phone":null}"""),
        // References, arrays of records.
        ("- product: lamp, price: 40 EUR\n- product: chair, price: 75.50 EUR",
            """{"type":"object","properties":{"lines":{"type":"array","items":{"$ref":"#/$defs/line"}}},"required":["lines"],"$defs":{"line":{"type":"object","properties":{"product":{"type":"string"},"price":{"$ref":"#/$defs/money"}},"required":["product","price"]},"money":{"type":"number","minimum":0}}}""",
            """{"lines":[{"product":"lamp","price":40},{"product":"chair","price":75.5}]}"""),
        // One of several.
        ("Contact: anna@example.com", """{"type":"object","properties":{"contact":{"oneOf":[{"type":"string","format":"email"},{"type":"null"}]}},"required":["contact"]}""", """{"contact":"anna@example.com"}"""),
        ("Payment: card, number 4111", """{"type":"object","properties":{"payment":{"oneOf":[{"type":"object","properties":{"iban":{"type":"string"}},"required":["iban"]},{"type":"object","properties":{"number":{"type":"integer"}},"required":["number"]}]}},"required":["payment"]}""", """{"payment":{"number":4111}}"""),
        // Flags, in words.
        ("Pets: no. Parking: yes. The flat is not furnished.", """{"type":"object","properties":{"pets":{"type":"boolean"},"parking":{"type":"boolean"},"furnished":{"type":"boolean"}},"required":["pets","parking","furnished"]}""", """{"pets":false,"parking":true,"furnished":false}"""),
        ("Zwierzęta: nie; parking: tak", """{"type":"object","properties":{"parking":{"type":"boolean"},"zwierzęta":{"type":"boolean"}},"required":["parking","zwierzęta"]}""", """{"parking":true,"zwierzęta":false}"""),
        // What one value holds ends where the next begins.
        ("Order 2026-118, customer Helena Marsh, phone +44 113 496 0000, total 1,240.50 pounds.",
            """{"type":"object","properties":{"order":{"type":"string"},"customer":{"type":"string"},"phone":{"type":"string"},"total":{"type":"number"}},"required":["order","customer","phone","total"]}""",
            """{"order":"2026-118","customer":"Helena Marsh","phone":"+44 113 496 0000","total":1240.5}"""),
    ];

    public static TheoryData<int> Numbers => new(Enumerable.Range(0, Cases.Length));

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Each_value_is_cut_where_it_ends(int number)
    {
        var (text, schema, json) = Cases[number];

        Assert.Equal(json, (await StructuredOutputTests.FillAsync(text, schema))!.ToJsonString(Plain));
    }

    [Theory]
    [InlineData("City: Kraków", Address, "$.zip")]
    [InlineData("The lift weighs much.", """{"type":"object","properties":{"weight":{"type":"number"}},"required":["weight"]}""", "$.weight")]
    [InlineData("The meeting is on 3 May.", """{"type":"object","properties":{"date":{"type":"string","format":"date"}},"required":["date"]}""", "$.date")]
    public async Task What_is_missing_is_named_and_not_made_up(string text, string schema, string path)
    {
        var error = await Assert.ThrowsAsync<StructuredOutputException>(() => StructuredOutputTests.FillAsync(text, schema));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_validator_accepts_each()
    {
        var written = new JsonArray();
        foreach (var (text, schema, _) in Cases)
        {
            written.Add(new JsonObject { ["schema"] = JsonNode.Parse(schema), ["value"] = await StructuredOutputTests.FillAsync(text, schema) });
        }

        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, written.ToJsonString(), TestContext.Current.CancellationToken);
            Assert.Equal((0, ""), await NodeScript.RunAsync("Engines/Writing/validate-json.mjs", TestContext.Current.CancellationToken, file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
