using System.Net;
using System.Net.Http.Json;
using Galion.Contracts;
using Galion.Contracts.Credits;
using Galion.Platform.Credits;
using Galion.Platform.Data;
using Galion.Tests.Fixtures;
using Xunit;

namespace Galion.Tests.Credits;

public sealed class CreditsApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_balance_shows_held_credits_apart_from_spent_ones()
    {
        await using TestApp app = await TestApp.StartAsync(Cancel);
        using TestUser user = await app.CreateUserAsync(Cancel);
        await using (GalionDbContext db = app.CreateContext())
        {
            var ledger = new CreditLedger(db);
            Guid[] holds = [Guid.CreateVersion7(), Guid.CreateVersion7()];
            await ledger.HoldAsync(user.Id, holds[0], 20_000, TimeSpan.FromHours(1), Cancel);
            await ledger.HoldAsync(user.Id, holds[1], 10_500, TimeSpan.FromHours(1), Cancel);
            await ledger.SettleAsync(holds[0], 15_000, Cancel);
        }

        var balance = await user.Client.GetFromJsonAsync<CreditBalanceResponse>("/api/v2/billing/credits", GalionJson.Options, Cancel);

        Assert.Equal(new CreditBalanceResponse(85m, 74.5m, 10.5m, 15m, 100m, 0m), balance);
    }

    [Fact]
    public async Task The_statement_is_read_page_by_page_newest_first()
    {
        await using TestApp app = await TestApp.StartAsync(Cancel);
        using TestUser user = await app.CreateUserAsync(Cancel);
        await using (GalionDbContext db = app.CreateContext())
        {
            var ledger = new CreditLedger(db);
            var hold = Guid.CreateVersion7();
            await ledger.HoldAsync(user.Id, hold, 5000, TimeSpan.FromHours(1), Cancel);
            await ledger.SettleAsync(hold, 5000, Cancel);
        }

        Page<CreditTransactionResponse> first = await ListAsync("?limit=2");
        Page<CreditTransactionResponse> second = await ListAsync($"?limit=2&after={first.NextAfter}");

        Assert.True(first.HasMore);
        Assert.Equal([CreditTransactionKind.Settle, CreditTransactionKind.Hold], first.Data.Select(line => line.Kind));
        Assert.Equal((95m, 0m), (first.Data[0].AvailableAfter, first.Data[0].HeldAfter));
        Assert.False(second.HasMore);
        Assert.Equal(CreditTransactionKind.Grant, Assert.Single(second.Data).Kind);

        async Task<Page<CreditTransactionResponse>> ListAsync(string query) =>
            (await user.Client.GetFromJsonAsync<Page<CreditTransactionResponse>>(
                $"/api/v2/billing/transactions{query}", GalionJson.Options, Cancel))!;
    }

    [Fact]
    public async Task Nobody_sees_anothers_statement_and_strangers_see_none()
    {
        await using TestApp app = await TestApp.StartAsync(Cancel);
        using TestUser one = await app.CreateUserAsync(Cancel);
        using TestUser other = await app.CreateUserAsync(Cancel);
        await using (GalionDbContext db = app.CreateContext())
        {
            await new CreditLedger(db).HoldAsync(one.Id, Guid.CreateVersion7(), 5000, TimeSpan.FromHours(1), Cancel);
        }

        var page = await other.Client.GetFromJsonAsync<Page<CreditTransactionResponse>>(
            "/api/v2/billing/transactions", GalionJson.Options, Cancel);
        using HttpClient stranger = app.CreateClient();

        Assert.Equal(CreditTransactionKind.Grant, Assert.Single(page!.Data).Kind);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v2/billing/credits", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync("/api/v2/billing/transactions", Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("?limit=0")]
    [InlineData("?limit=101")]
    [InlineData("?limit=many")]
    [InlineData("?after=yesterday")]
    [InlineData("?after=-1")]
    public async Task A_statement_asked_for_wrongly_is_refused(string query)
    {
        await using TestApp app = await TestApp.StartAsync(Cancel);
        using TestUser user = await app.CreateUserAsync(Cancel);

        using HttpResponseMessage response = await user.Client.GetAsync($"/api/v2/billing/transactions{query}", Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
