using System.Text;
using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Galion.Tests.StandIns;

public sealed class EntraSignInTests
{
    [Fact]
    public void A_connection_string_without_a_password_signs_in_as_the_managed_identity()
    {
        var credential = new FakeCredential();

        var database = Build("Host=127.0.0.1;Database=none", credential);

        Assert.Equal("galion-api", new NpgsqlConnectionStringBuilder(database.ConnectionString).Username);
        Assert.Equal("https://management.azure.com/.default", Assert.Single(credential.Asked));
    }

    [Fact]
    public void A_password_is_taken_as_it_is()
    {
        var credential = new FakeCredential();

        var database = Build("Host=127.0.0.1;Database=none;Username=someone;Password=something", credential);

        Assert.Equal("someone", new NpgsqlConnectionStringBuilder(database.ConnectionString).Username);
        Assert.Empty(credential.Asked);
    }

    private static NpgsqlDataSource Build(string connectionString, TokenCredential credential)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:database", connectionString)]);
        builder.AddAzureNpgsqlDataSource("database", settings => settings.Credential = credential);
        return builder.Services.BuildServiceProvider().GetRequiredService<NpgsqlDataSource>();
    }

    private sealed class FakeCredential : TokenCredential
    {
        public List<string> Asked { get; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Asked.AddRange(requestContext.Scopes);
            var claims = """{"xms_mirid":"/subscriptions/1/resourcegroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/galion-api"}""";
            return new AccessToken($"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(claims)).TrimEnd('=')}.sig", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
