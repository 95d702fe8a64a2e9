using System.Net;
using Galion.Contracts;
using Galion.Contracts.Generations;
using Galion.Tests.Fixtures;
using static Galion.Tests.Generations.GenerationRequests;

namespace Galion.Tests.Generations;

public sealed class IdempotencyTests : IAsyncLifetime
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
    public async Task The_same_key_fifty_times_at_once_makes_one_generation_and_answers_all_with_it()
    {
        HttpResponseMessage[] responses = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => _user.Client.PostGenerationAsync(SmallImage(), Token, "one-key")));

        Assert.All(responses, r => Assert.Equal(HttpStatusCode.Accepted, r.StatusCode));
        string[] bodies = await Task.WhenAll(responses.Select(r => r.Content.ReadAsStringAsync(Token)));
        Assert.Single(bodies.Distinct());
        Assert.Equal(49, responses.Count(r => r.Headers.Contains("Idempotent-Replayed")));
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM generations"));
        Assert.Equal((95_000, 5_000), await _app.FindBalanceAsync(_user.Id, Token));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await _user.CreateGenerationAsync(SmallImage("sea"), Token, "key");

        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(SmallImage("forest"), Token, "key");

        await ReadProblemAsync(response, HttpStatusCode.UnprocessableEntity, ErrorCodes.IdempotencyKeyReused, Token);
        Assert.Equal((95_000, 5_000), await _app.FindBalanceAsync(_user.Id, Token));
    }

    [Fact]
    public async Task The_order_of_names_in_the_body_makes_no_difference()
    {
        CreatedGenerationResponse first = await _user.CreateGenerationAsync(
            new { kind = "image", prompt = "sea", options = new { width = 256, seed = 1 } }, Token, "key");
        CreatedGenerationResponse second = await _user.CreateGenerationAsync(
            new { prompt = "sea", options = new { seed = 1, width = 256 }, kind = "image" }, Token, "key");

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Another_persons_key_is_independent()
    {
        using TestUser other = await _app.CreateUserAsync(Token);

        CreatedGenerationResponse mine = await _user.CreateGenerationAsync(SmallImage(), Token, "key");
        CreatedGenerationResponse theirs = await other.CreateGenerationAsync(SmallImage(), Token, "key");

        Assert.NotEqual(mine.Id, theirs.Id);
    }

    [Fact]
    public async Task A_refusal_for_want_of_credits_does_not_use_the_key_up()
    {
        await _app.LeaveCreditsAsync(_user.Id, 0, Token);
        using HttpResponseMessage refused = await _user.Client.PostGenerationAsync(SmallImage(), Token, "key");
        Assert.Equal(HttpStatusCode.PaymentRequired, refused.StatusCode);
        await _app.Database.ExecuteAsync("SELECT credit_grant($1, 5000, 'purchased', 'test')", Token, _user.Id);

        await _user.CreateGenerationAsync(SmallImage(), Token, "key");

        Assert.Equal(1, await CountAsync("SELECT count(*) FROM generations"));
    }

    [Theory]
    [InlineData(255, HttpStatusCode.Accepted)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    public async Task A_key_has_at_most_255_characters(int length, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(SmallImage(), Token, new string('k', length));

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_twin_that_takes_too_long_is_told_to_come_back()
    {
        await using var database = await _app.Database.DataSource.OpenConnectionAsync(Token);
        await using var transaction = await database.BeginTransactionAsync(Token);
        await using var claim = database.CreateCommand();
        claim.CommandText = "SELECT claim_idempotency_key($1, 'create_generation', 'key', sha256('other'))";
        claim.Parameters.Add(new Npgsql.NpgsqlParameter { Value = _user.Id });
        await claim.ExecuteNonQueryAsync(Token);

        using HttpResponseMessage response = await _user.Client.PostGenerationAsync(SmallImage(), Token, "key");

        await ReadProblemAsync(response, HttpStatusCode.Conflict, ErrorCodes.IdempotencyInProgress, Token);
    }

    private Task<long> CountAsync(string sql) => _app.Database.ScalarAsync<long>(sql, Token);
}
