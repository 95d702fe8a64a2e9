using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Tests.Fixtures;
using static Galion.Tests.Generations.GenerationRequests;

namespace Galion.Tests.Generations;

public sealed class CreateGenerationTests : IAsyncLifetime
{
    private TestApp _app = null!;
    private TestUser _user = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(Token);
        _user = await _app.CreateUserAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        _user.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_request_is_accepted_with_a_receipt_and_its_price_is_held()
    {
        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(SmallImage(count: 3), Token);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        CreatedGenerationResponse receipt = await ReadAsync<CreatedGenerationResponse>(response, Token);
        Assert.Equal(new CreatedGenerationResponse(receipt.Id, GenerationKind.Image, GenerationStatus.Queued, 15, 0), receipt);
        Assert.Equal($"/api/v2/generations/{receipt.Id}", response.Headers.Location?.OriginalString);
        Assert.Equal((85_000, 15_000), await _app.FindBalanceAsync(_user.Id, Token));

        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.Equal(GenerationStatus.Queued, generation.Status);
        Assert.Equal((15, 0, 0), (generation.CreditsHeld, generation.CreditsCharged, generation.QueuePosition));
    }

    [Fact]
    public async Task A_seed_that_was_left_open_is_chosen_once_and_shown()
    {
        CreatedGenerationResponse receipt = await _user.CreateGenerationAsync(new { kind = "image", prompt = "sea" }, Token);

        GenerationResponse generation = await _user.FindGenerationAsync(receipt.Id, Token);
        Assert.InRange(generation.Options["seed"].GetInt64(), 0, ImageOptions.MaxSeed);
        Assert.Equal(1024, generation.Options["width"].GetInt32());
    }

    [Fact]
    public async Task Forty_requests_at_once_on_credits_for_ten_accept_exactly_ten()
    {
        await _app.LeaveCreditsAsync(_user.Id, 50_000, Token);

        HttpResponseMessage[] responses = await Task.WhenAll(
            Enumerable.Range(0, 40).Select(_ => _user.Client.PostGenerationAsync(SmallImage(), Token)));

        Assert.Equal(10, responses.Count(r => r.StatusCode == HttpStatusCode.Accepted));
        Assert.Equal(30, responses.Count(r => r.StatusCode == HttpStatusCode.PaymentRequired));
        Assert.Equal((0, 100_000), await _app.FindBalanceAsync(_user.Id, Token));
        Assert.Equal(10, await CountAsync("SELECT count(*) FROM generations"));
        Assert.Equal(10, await CountAsync("SELECT count(*) FROM jobs"));
        Assert.Equal(0, await _app.CountLedgerViolationsAsync(Token));
    }

    [Fact]
    public async Task Too_few_credits_are_refused_with_the_price_and_nothing_is_left_behind()
    {
        await _app.LeaveCreditsAsync(_user.Id, 7_000, Token);

        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(SmallImage(count: 2), Token, "key");

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.PaymentRequired, ErrorCodes.InsufficientCredits, Token);
        Assert.Equal(10, problem.GetProperty("price_credits").GetDecimal());
        Assert.Equal(7, problem.GetProperty("available_credits").GetDecimal());
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM generations"));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM jobs"));
        Assert.Equal(0, await CountAsync("SELECT count(*) FROM idempotency_keys"));
    }

    [Theory]
    [InlineData("""{"kind":"image","prompt":""}""", ErrorCodes.ValidationFailed)]
    [InlineData("""{"kind":"image","prompt":"  \n "}""", ErrorCodes.ValidationFailed)]
    [InlineData("""{"kind":"image","prompt":"a\u0000b"}""", ErrorCodes.ValidationFailed)]
    [InlineData("""{"prompt":"sea"}""", ErrorCodes.ValidationFailed)]
    [InlineData("""{"kind":"image","prompt":"sea","model":"galion/nobody"}""", ErrorCodes.UnknownModel)]
    [InlineData("""{"kind":"video","prompt":"sea","model":"galion/painter"}""", ErrorCodes.UnknownModel)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"width":255}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"height":2049}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"width":512.5}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"width":1e999}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"count":0}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"count":9}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"seed":-1}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"style":"cubism"}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"negative_prompt":"a\u0000b"}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"negative_prompt":"\ud800"}}""", ErrorCodes.InvalidOptions)]
    [InlineData("""{"kind":"image","prompt":"sea","options":{"widht":512}}""", ErrorCodes.InvalidOptions)]
    public async Task A_request_that_cannot_be_served_is_refused_and_holds_nothing(string body, string code)
    {
        using HttpResponseMessage response = await PostRawAsync(body);

        await ReadProblemAsync(response, HttpStatusCode.BadRequest, code, Token);
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"kind":"painting","prompt":"sea"}""")]
    [InlineData("""{"kind":0,"prompt":"sea"}""")]
    [InlineData("""{"kind":"image","prompt":"\ud800"}""")]
    [InlineData("""{"kind":"image","prompt":{"text":"sea"}}""")]
    [InlineData("""{"kind":"image","prompt":"sea","options":[]}""")]
    public async Task A_body_that_is_not_a_request_is_a_client_error(string body)
    {
        using HttpResponseMessage response = await PostRawAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    [Theory]
    [InlineData(4_000, HttpStatusCode.Accepted)]
    [InlineData(4_001, HttpStatusCode.BadRequest)]
    public async Task A_prompt_of_a_picture_has_at_most_4000_characters(int length, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(SmallImage(new string('s', length)), Token);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData(4_000, 3)]
    [InlineData(4_001, 6)]
    [InlineData(100_000, 75)]
    public async Task Speech_is_paid_for_every_4000_characters_begun(int length, int credits)
    {
        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(new { kind = "voice", prompt = new string('s', length) }, Token);

        Assert.Equal(credits, (await ReadAsync<CreatedGenerationResponse>(response, Token)).CreditsHeld);
    }

    [Theory]
    [InlineData("music", 4_001, "4,000")]
    [InlineData("voice", 100_001, "100000")]
    public async Task A_prompt_longer_than_its_model_takes_is_refused_and_holds_nothing(string kind, int length, string most)
    {
        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(new { kind, prompt = new string('s', length) }, Token);

        JsonElement problem = await ReadProblemAsync(response, HttpStatusCode.BadRequest, ErrorCodes.ValidationFailed, Token);
        Assert.Contains(most, problem.GetProperty("errors").GetProperty("prompt")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal((100_000, 0), await _app.FindBalanceAsync(_user.Id, Token));
    }

    [Fact]
    public async Task Without_a_token_nothing_is_accepted()
    {
        using HttpClient stranger = _app.CreateClient();

        using HttpResponseMessage response = await stranger.PostGenerationAsync(SmallImage(), Token);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task The_price_list_shows_every_model_with_its_options()
    {
        using HttpResponseMessage response = await _user.Client.GetAsync($"{Address}/models", Token);

        Page<ModelResponse> models = await ReadAsync<Page<ModelResponse>>(response, Token);
        Assert.Equal(Enum.GetValues<GenerationKind>(), models.Data.Where(m => m.IsDefault).Select(m => m.Kind));
        Assert.Equal([5m, 20m, 3m, 10m, 2m], models.Data.Select(m => m.CreditsPerUnit));
        Assert.Equal([4_000, 4_000, 100_000, 4_000, 4_000], models.Data.Select(m => m.MaxPromptLength));
        Assert.All(models.Data, model => Assert.NotEmpty(model.Options));
        ModelResponse painter = models.Data[0];
        Assert.Equal(("galion/painter", GenerationKind.Image, true, 5m), (painter.Id, painter.Kind, painter.IsDefault, painter.CreditsPerUnit));
        ModelOption width = painter.Options.Single(o => o.Name == "width");
        Assert.Equal((256, 2048, 1024), (width.Minimum, width.Maximum, width.Default!.Value.GetInt32()));
        Assert.Contains("watercolour", painter.Options.Single(o => o.Name == "style").Values!);
    }

    private async Task<HttpResponseMessage> PostRawAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        return await _user.Client.PostAsync(Address, content, Token);
    }

    private Task<long> CountAsync(string sql) => _app.Database.ScalarAsync<long>(sql, Token);
}
