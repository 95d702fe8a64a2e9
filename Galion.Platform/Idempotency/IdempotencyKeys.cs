using System.Security.Cryptography;
using System.Text.Json;
using Galion.Platform.Data;
using Npgsql;

namespace Galion.Platform.Idempotency;

/// <summary>A key that a client sent along, and the fingerprint of what it asked for.</summary>
/// <param name="Route">The key is unique per user and route.</param>
/// <param name="Key">1 to 255 characters.</param>
/// <param name="Fingerprint">SHA-256 of the canonical request.</param>
public sealed record IdempotentRequest(string Route, string Key, byte[] Fingerprint)
{
    public const int MaxKeyLength = 255;

    /// <summary>The order of names in the body makes no difference to its fingerprint; every value does.</summary>
    public static byte[] FingerprintOf(JsonElement body)
    {
        using var text = new MemoryStream();
        using (var writer = new Utf8JsonWriter(text))
        {
            WriteCanonical(writer, body);
        }

        return SHA256.HashData(text.GetBuffer().AsSpan(0, (int)text.Length));
    }

    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    WriteCanonical(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    WriteCanonical(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}

public enum IdempotencyClaim
{
    /// <summary>The caller does the work and stores the response in the same transaction.</summary>
    New,

    /// <summary>The work was done before: here is its response.</summary>
    Replay,

    /// <summary>The key belongs to another request.</summary>
    Reused,

    /// <summary>A twin is still being worked on and did not end within 5 seconds.</summary>
    InProgress,
}

/// <summary>
/// Remembers the response of a request in the transaction that did its work. What rolls back (a refusal, a crash) leaves no key
/// behind, so the same key may try again.
/// </summary>
public sealed class IdempotencyKeys(GalionDbContext db)
{
    /// <remarks>After <see cref="IdempotencyClaim.InProgress"/> the transaction can only be rolled back.</remarks>
    public async Task<(IdempotencyClaim Claim, string? Response)> ClaimAsync(
        Guid userId, IdempotentRequest request, CancellationToken cancellationToken)
    {
        try
        {
            List<bool> claimed = await db.QueryAsync(
                "SELECT claim_idempotency_key($1, $2, $3, $4)", [userId, request.Route, request.Key, request.Fingerprint],
                row => row.GetBoolean(0), cancellationToken);
            if (claimed[0])
            {
                return (IdempotencyClaim.New, null);
            }
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return (IdempotencyClaim.InProgress, null);
        }

        List<StoredResponse> stored = await db.QueryAsync(
            "SELECT fingerprint, response FROM idempotency_keys WHERE user_id = $1 AND route = $2 AND key = $3",
            [userId, request.Route, request.Key],
            row => new StoredResponse(row.GetFieldValue<byte[]>(0), row.IsDBNull(1) ? null : row.GetString(1)), cancellationToken);
        return stored switch
        {
            [{ Response: { } response } first] when first.Fingerprint.AsSpan().SequenceEqual(request.Fingerprint) =>
                (IdempotencyClaim.Replay, response),
            [{ Response: not null }] => (IdempotencyClaim.Reused, null),
            _ => (IdempotencyClaim.InProgress, null),
        };
    }

    public Task StoreResponseAsync(Guid userId, IdempotentRequest request, string response, CancellationToken cancellationToken) =>
        db.ExecuteAsync(
            "UPDATE idempotency_keys SET response = $1 WHERE user_id = $2 AND route = $3 AND key = $4",
            [response, userId, request.Route, request.Key], cancellationToken);

    private sealed record StoredResponse(byte[] Fingerprint, string? Response);
}
