using System.Buffers.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Identity;
using Npgsql;

namespace Aspire.Azure.Npgsql;

/// <summary>Access tokens in the place of passwords, as Azure Database for PostgreSQL takes them.</summary>
internal static class EntraSignIn
{
    private static readonly TokenRequestContext Database = new(["https://ossrdbms-aad.database.windows.net/.default"]);
    private static readonly TokenRequestContext Management = new(["https://management.azure.com/.default"]);

    public static void Configure(NpgsqlDataSourceBuilder database, TokenCredential? configured)
    {
        if (!string.IsNullOrEmpty(database.ConnectionStringBuilder.Password))
        {
            return;
        }

        var credential = configured ?? new DefaultAzureCredential();
        if (string.IsNullOrEmpty(database.ConnectionStringBuilder.Username))
        {
            // A managed identity's name stands in the management token only.
            database.ConnectionStringBuilder.Username =
                FindUserName(credential.GetToken(Management, default).Token) ?? FindUserName(credential.GetToken(Database, default).Token);
        }

        // The credential caches its token and renews it before it expires, so each new connection may ask.
        database.UsePasswordProvider(
            _ => credential.GetToken(Database, default).Token,
            async (_, cancellationToken) => (await credential.GetTokenAsync(Database, cancellationToken)).Token);
    }

    private static string? FindUserName(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
        {
            return null;
        }

        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
        return Find("xms_mirid") is { } identity ? identity[(identity.LastIndexOf('/') + 1)..]
            : Find("upn") ?? Find("preferred_username") ?? Find("unique_name");

        string? Find(string claim) => claims.RootElement.TryGetProperty(claim, out var value) ? value.GetString() : null;
    }
}
