using System.Net.Sockets;
using Azure;
using Npgsql;
using StackExchange.Redis;

namespace Galion.Api.Http;

/// <summary>Tells a server that cannot be reached from a fault of our own.</summary>
internal static class Outage
{
    /// <returns>The exception that names the outage, wherever libraries have wrapped it; null when it is none.</returns>
    public static Exception? FindIn(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (IsOutage(exception))
            {
                return exception;
            }
        }

        return null;
    }

    private static bool IsOutage(Exception exception) => exception switch
    {
        // A deadlock or a failed serialization is transient too, but the database answers: retrying those is the caller's work.
        PostgresException postgres => postgres.SqlState is
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.DatabaseDropped
            or PostgresErrorCodes.DiskFull or PostgresErrorCodes.IoError,
        NpgsqlException npgsql => npgsql.IsTransient || npgsql.InnerException is SocketException or IOException or TimeoutException,
        RedisConnectionException or RedisTimeoutException => true,
        // The Azure SDK reports a server that it could not reach as status 0.
        RequestFailedException blobs => blobs.Status is 0 or >= StatusCodes.Status500InternalServerError,
        SocketException => true,
        _ => false,
    };
}
