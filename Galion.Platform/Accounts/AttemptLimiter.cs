using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Galion.Platform.Accounts;

/// <summary>At most <paramref name="Attempts"/> within <paramref name="Window"/>; reaching the limit starts the window anew.</summary>
/// <param name="Name">Keeps the counters of different limits apart.</param>
public sealed record AttemptLimit(string Name, int Attempts, TimeSpan Window);

/// <summary>
/// Counts attempts in the database, across instances. An attempt is counted <em>before</em> it is made and given back when it succeeds,
/// so that a burst of parallel guesses gets no more of them than guesses one by one. This is why Identity's own lock-out is not used:
/// it counts afterwards, loses parallel failures to its concurrency check, and exists for known accounts only, which tells them apart.
/// </summary>
public sealed class AttemptLimiter(NpgsqlDataSource database, PlatformSecret secret)
{
    private readonly byte[] _nameKey = secret.DeriveKey("attempt counter name v1");

    /// <returns>Null when the attempt may be made, else how long to wait.</returns>
    public async Task<TimeSpan?> TakeAsync(AttemptLimit limit, string subject, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand("""
            INSERT INTO attempt_counters AS c (name, attempts, resets_at) VALUES ($1, 1, now() + $2)
            ON CONFLICT (name) DO UPDATE SET
              attempts = CASE WHEN c.resets_at <= now() THEN 1 ELSE LEAST(c.attempts, $3) + 1 END,
              resets_at = CASE WHEN c.resets_at <= now() OR c.attempts + 1 = $3 THEN now() + $2 ELSE c.resets_at END
            RETURNING attempts, resets_at - now()
            """);
        command.Parameters.AddWithValue(Name(limit, subject));
        command.Parameters.Add(new NpgsqlParameter { Value = limit.Window, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.AddWithValue(limit.Attempts);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInt32(0) <= limit.Attempts ? null : reader.GetTimeSpan(1);
    }

    /// <summary>Gives one attempt back, because it succeeded.</summary>
    public async Task GiveBackAsync(AttemptLimit limit, string subject, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand(
            "UPDATE attempt_counters SET attempts = attempts - 1 WHERE name = $1 AND attempts > 0");
        command.Parameters.AddWithValue(Name(limit, subject));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Forgets all attempts of the subject.</summary>
    public async Task ResetAsync(AttemptLimit limit, string subject, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = database.CreateCommand("DELETE FROM attempt_counters WHERE name = $1");
        command.Parameters.AddWithValue(Name(limit, subject));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The network that an address is counted under: with IPv6, one customer owns a whole /64.</summary>
    public static string NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private byte[] Name(AttemptLimit limit, string subject) =>
        HMACSHA256.HashData(_nameKey, Encoding.UTF8.GetBytes($"{limit.Name}\n{subject}"));
}
