using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Galion.Tests.ServiceDefaults;

public sealed class DiscoveryTests
{
    [Theory]
    [InlineData("https+http://api/where?q=1")]
    [InlineData("http://api/where?q=1")]
    [InlineData("https+http://_admin.api/where?q=1")]
    public async Task A_service_is_reached_by_its_name(string address)
    {
        var answer = await AskAsync(address, api => new() { ["services:api:http:0"] = api, ["services:api:admin:0"] = api });

        Assert.Equal("/where?q=1", answer);
    }

    [Fact]
    public async Task Https_is_preferred_where_both_are_allowed()
    {
        // The https address is a plain one here: what matters is which of the two is taken.
        var answer = await AskAsync(
            "https+http://api/where", api => new() { ["services:api:https:0"] = api, ["services:api:http:0"] = "http://127.0.0.1:1" });

        Assert.Equal("/where", answer);
    }

    [Fact]
    public async Task The_path_of_a_configured_address_is_kept()
    {
        var answer = await AskAsync("http://api/where", api => new() { ["services:api:http:0"] = api + "/base" });

        Assert.Equal("/base/where", answer);
    }

    [Fact]
    public async Task Several_addresses_take_turns()
    {
        await using var one = await StartAsync("one");
        await using var two = await StartAsync("two");
        await using var caller = await TestService.StartAsync(
            _ => { }, configuration: new Dictionary<string, string?> { ["services:api:http:0"] = one.Address, ["services:api:http:1"] = two.Address });
        using var client = caller.CreateOwnClient();

        string[] answers =
        [
            await client.GetStringAsync("http://api/", TestContext.Current.CancellationToken),
            await client.GetStringAsync("http://api/", TestContext.Current.CancellationToken),
            await client.GetStringAsync("http://api/", TestContext.Current.CancellationToken),
        ];

        Assert.Equal(["one", "two", "one"], answers);
    }

    [Fact]
    public async Task A_name_that_is_not_configured_is_left_to_dns()
    {
        var answer = await AskAsync("{0}/where", _ => []);

        Assert.Equal("/where", answer);
    }

    private static Task<TestService> StartAsync(string answer) => TestService.StartAsync(app => app.MapFallback(() => answer));

    private static async Task<string> AskAsync(string address, Func<string, Dictionary<string, string?>> configure)
    {
        await using var api = await TestService.StartAsync(
            app => app.MapFallback((HttpRequest request) => request.Path + request.QueryString));
        await using var caller = await TestService.StartAsync(_ => { }, configuration: configure(api.Address));
        using var client = caller.CreateOwnClient();
        return await client.GetStringAsync(string.Format(address, api.Address), TestContext.Current.CancellationToken);
    }
}
