using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Galion.Engines;
using Galion.Engines.Options;
using Galion.Engines.TestModels;
using Microsoft.Extensions.AI;

namespace Galion.Tests.Engines.TestModels;

public sealed class TestModelTests
{
    private const string Said = "Zażółć gęślą jaźń 🍂 and then some more words to cut.";

    [Fact]
    public void The_catalogue_lists_every_model_once_and_makes_it()
    {
        Assert.Equal(
            ["galion/writer", "galion/echo", "galion/slow", "galion/fail-429", "galion/fail-503", "galion/cut-stream", "galion/no-usage", "galion/tool-caller"],
            ChatModels.All.Select(model => model.Id));
        Assert.All(ChatModels.All, model =>
        {
            using var client = model.Create();
            Assert.Equal(model.Id, client.GetService<ChatClientMetadata>()!.DefaultModelId);
            Assert.Same(model, ChatModels.Find(model.Id));
        });
        Assert.Equal("galion/writer", ChatModels.All.Single(model => !model.IsTest).Id);
    }

    [Theory]
    [InlineData("galion/echo")]
    [InlineData("galion/no-usage")]
    [InlineData("galion/slow")]
    [InlineData("galion/tool-caller")]
    public async Task Echoes_say_the_last_message_whole_and_in_pieces(string id)
    {
        using var client = ChatModels.Find(id)!.Create();
        var options = id == "galion/slow" ? new ChatOptions { AdditionalProperties = new() { ["delay_ms"] = 1 } } : null;

        var response = await client.GetResponseAsync(Said, options, TestContext.Current.CancellationToken);
        var updates = await client.GetStreamingResponseAsync(Said, options, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Said, response.Text);
        Assert.Equal(Said, updates.ToChatResponse().Text);
        Assert.True(updates.Count > 3);
        Assert.Equal(id == "galion/no-usage" ? null : (Said.Length + 3) / 4, response.Usage?.OutputTokenCount);
        Assert.Equal(id == "galion/no-usage", updates.ToChatResponse().Usage is null);
    }

    [Fact]
    public async Task The_slow_one_waits_before_each_piece_and_stops_at_once_when_cancelled()
    {
        using var client = new SlowChatClient();
        var options = new ChatOptions { AdditionalProperties = new() { ["delay_ms"] = 60_000 } };
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var started = Stopwatch.GetTimestamp();
        var stream = client.GetStreamingResponseAsync(Said, options, cancelled.Token).ToListAsync(cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await stream);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(30));
        await Assert.ThrowsAsync<EngineOptionException>(() => client.GetResponseAsync(Said, new ChatOptions { AdditionalProperties = new() { ["delay_ms"] = -1 } }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_slow_one_takes_its_time()
    {
        using var client = new SlowChatClient();
        var started = Stopwatch.GetTimestamp();

        await client.GetResponseAsync(Said, new ChatOptions { AdditionalProperties = new() { ["delay_ms"] = 120 } }, TestContext.Current.CancellationToken);

        Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(100));
    }

    [Theory]
    [InlineData("galion/fail-429", HttpStatusCode.TooManyRequests, 2.0)]
    [InlineData("galion/fail-503", HttpStatusCode.ServiceUnavailable, null)]
    public async Task Failures_carry_their_status_and_the_time_to_wait(string id, HttpStatusCode status, double? seconds)
    {
        using var client = ChatModels.Find(id)!.Create();

        var error = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(Said, cancellationToken: TestContext.Current.CancellationToken));
        var streamed = await Assert.ThrowsAsync<ProviderException>(async () => await client.GetStreamingResponseAsync(Said, cancellationToken: TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal((status, seconds), (error.Status, error.RetryAfter?.TotalSeconds));
        Assert.Equal(status, streamed.StatusCode);
        Assert.True(error.IsTransient);
    }

    [Fact]
    public async Task The_cut_stream_breaks_off_half_way()
    {
        using var client = new CutStreamChatClient();
        var heard = new StringBuilder();

        await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(Said, cancellationToken: TestContext.Current.CancellationToken))
            {
                heard.Append(update.Text);
            }
        });

        Assert.Equal(Said[..(Said.Length / 2)], heard.ToString());
        await Assert.ThrowsAsync<IOException>(() => client.GetResponseAsync(Said, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_tool_caller_calls_the_first_tool_with_valid_arguments_and_tells_its_result()
    {
        var tool = AIFunctionFactory.Create((string place, int days, DateOnly from, Tone tone) => new { place, days, from, tone = tone.ToString() }, "plan_trip");
        using var client = new ToolCallerChatClient();
        var options = new ChatOptions { Tools = [tool] };
        List<ChatMessage> chat = [new(ChatRole.User, "Leeds")];

        var asked = await client.GetResponseAsync(chat, options, TestContext.Current.CancellationToken);
        var call = Assert.IsType<FunctionCallContent>(Assert.Single(asked.Messages[0].Contents));
        var result = await tool.InvokeAsync(new AIFunctionArguments(call.Arguments), TestContext.Current.CancellationToken);
        chat.AddMessages(asked);
        chat.Add(new(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
        var answer = await client.GetResponseAsync(chat, options, TestContext.Current.CancellationToken);

        Assert.Equal(ChatFinishReason.ToolCalls, asked.FinishReason);
        Assert.Equal("""{"place":"Leeds","days":0,"from":"2000-01-01","tone":"Calm"}""", JsonSerializer.Serialize(result));
        Assert.Equal(JsonSerializer.Serialize(result), answer.Text);
    }

    [Theory]
    [InlineData("galion/echo")]
    [InlineData("galion/no-usage")]
    [InlineData("galion/tool-caller")]
    [InlineData("galion/cut-stream")]
    public async Task A_stream_stops_where_it_is_cancelled(string id)
    {
        using var client = ChatModels.Find(id)!.Create();
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var heard = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var update in client.GetStreamingResponseAsync(Said, cancellationToken: cancelled.Token))
            {
                heard++;
                await cancelled.CancelAsync();
            }
        });

        Assert.Equal(1, heard);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.GetResponseAsync(Said, cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task Every_model_does_the_same_each_time()
    {
        foreach (var model in ChatModels.All.Where(model => model.IsTest))
        {
            Assert.Equal(await TryAsync(model), await TryAsync(model));
        }
    }

    [Fact]
    public async Task The_time_to_wait_is_what_the_request_says_and_none_at_zero()
    {
        foreach (var (id, seconds) in new[] { ("galion/fail-429", 17), ("galion/fail-503", 5), ("galion/fail-429", 0), ("galion/fail-503", 0) })
        {
            using var client = ChatModels.Find(id)!.Create();

            var error = await Assert.ThrowsAsync<ProviderException>(() => client.GetResponseAsync(
                Said, new ChatOptions { AdditionalProperties = new() { ["retry_after_s"] = seconds } }, TestContext.Current.CancellationToken));

            Assert.Equal(seconds == 0 ? null : TimeSpan.FromSeconds(seconds), error.RetryAfter);
            Assert.IsAssignableFrom<HttpRequestException>(error);
        }
    }

    /// <summary>The pieces of its stream, its end and its failure, as a text.</summary>
    private static async Task<string> TryAsync(ChatModel model)
    {
        using var client = model.Create();
        var heard = new StringBuilder();
        var options = model.Id == "galion/slow" ? new ChatOptions { AdditionalProperties = new() { ["delay_ms"] = 0 } } : null;
        try
        {
            await foreach (var update in client.GetStreamingResponseAsync(Said, options, TestContext.Current.CancellationToken))
            {
                heard.Append(JsonSerializer.Serialize(update, AIJsonUtilities.DefaultOptions)).Append('\n');
            }
        }
        catch (Exception exception) when (exception is IOException or ProviderException)
        {
            heard.Append(exception.Message);
        }

        return heard.ToString();
    }

    private enum Tone
    {
        Calm,
        Loud,
    }
}
