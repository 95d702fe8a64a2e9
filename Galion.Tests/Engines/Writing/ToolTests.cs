using System.ComponentModel;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.Writing;

public sealed class ToolTests
{
    private static readonly AIFunction Weather = AIFunctionFactory.Create(
        ([Description("The city")] string city, int days = 1) => $"{city}: {days}", "get_weather", "Tells the weather forecast of a city.");

    private static readonly AIFunction Search = AIFunctionFactory.Create((string query) => query, "search_documents", "Searches the documents.");

    private static readonly AIFunction Convert = AIFunctionFactory.Create(
        (double amount, [Description("Three letters")] string currency) => amount, "convert_currency", "Converts an amount of money into another currency.");

    [Theory]
    [InlineData("What is the weather in Kraków?", "get_weather", "city=Kraków")]
    [InlineData("Show me the weather forecast for Leeds for 3 days", "get_weather", "city=Leeds days=3")]
    [InlineData("Search the documents for \"tidal energy\"", "search_documents", "query=tidal energy")]
    [InlineData("search documents about bee keeping in cities", "search_documents", "query=bee keeping in cities")]
    [InlineData("Convert the amount 40 EUR, currency: USD", "convert_currency", "amount=40 currency=USD")]
    public async Task A_request_that_matches_a_tool_calls_it_with_what_it_says(string request, string tool, string arguments)
    {
        var response = await AskAsync([new(ChatRole.User, request)]);

        var call = Assert.IsType<FunctionCallContent>(Assert.Single(response.Messages[0].Contents));
        Assert.Equal(ChatFinishReason.ToolCalls, response.FinishReason);
        Assert.Equal(tool, call.Name);
        Assert.Equal(arguments, string.Join(' ', call.Arguments!.Select(item => $"{item.Key}={item.Value}")));
    }

    [Fact]
    public async Task An_argument_that_is_not_told_is_asked_for()
    {
        var response = await AskAsync([new(ChatRole.User, "What will the weather be like tomorrow?")]);

        Assert.Equal("To use get_weather I need to know: city. I do not guess; please tell me.", response.Text);
    }

    [Theory]
    [InlineData("Summarise this: The weather in Leeds was dry all week. Farmers waited for rain.")]
    [InlineData("hello")]
    public async Task Other_requests_call_none(string request) =>
        Assert.DoesNotContain((await AskAsync([new(ChatRole.User, request)])).Messages[0].Contents, content => content is FunctionCallContent);

    [Fact]
    public async Task A_tool_can_be_required_or_forbidden()
    {
        var required = await AskAsync([new(ChatRole.User, "Leeds, in Yorkshire")], ChatToolMode.RequireSpecific("get_weather"));
        var forbidden = await AskAsync([new(ChatRole.User, "What is the weather in Leeds?")], ChatToolMode.None);

        Assert.IsType<FunctionCallContent>(required.Messages[0].Contents[0]);
        Assert.IsType<TextContent>(forbidden.Messages[0].Contents[0]);
        await Assert.ThrowsAsync<ArgumentException>(() => AskAsync([new(ChatRole.User, "x")], ChatToolMode.RequireSpecific("launch")));
    }

    [Fact]
    public async Task The_answer_tells_the_results_and_nothing_else()
    {
        List<ChatMessage> chat = [new(ChatRole.User, "What is the weather in Leeds?")];
        var asked = await AskAsync(chat);
        chat.AddMessages(asked);
        var call = (FunctionCallContent)asked.Messages[0].Contents[0];
        chat.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, JsonSerializer.Deserialize<JsonElement>("""{ "temperature": 12.5, "wind": { "speed": 20, "from": "west" }, "warnings": ["fog", "ice"] }"""))]));

        var answer = await AskAsync(chat);

        Assert.Equal("get_weather answered:\n- temperature: 12.5\n- wind: \n  - speed: 20\n  - from: west\n- warnings: \n  - fog\n  - ice", answer.Text);
    }

    [Fact]
    public async Task A_tool_that_failed_is_said_to_have_failed()
    {
        List<ChatMessage> chat =
        [
            new(ChatRole.User, "Jaka jest pogoda w Krakowie?"),
            new(ChatRole.Assistant, [new FunctionCallContent("call_1", "get_weather")]),
            new(ChatRole.Tool, [new FunctionResultContent("call_1", null) { Exception = new InvalidOperationException("secret") }]),
        ];

        Assert.Equal("Narzędzie get_weather zgłosiło błąd, więc nie mam z niego odpowiedzi.", (await AskAsync(chat)).Text);
    }

    private static Task<ChatResponse> AskAsync(List<ChatMessage> chat, ChatToolMode? mode = null) =>
        Texts.Writer.GetResponseAsync(chat, new ChatOptions { Tools = [Weather, Search, Convert], ToolMode = mode }, TestContext.Current.CancellationToken);
}
