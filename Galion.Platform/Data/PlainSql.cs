using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Galion.Platform.Data;

/// <summary>Plain SQL on a context's own connection, inside its current transaction if there is one. Parameters are $1, $2, …</summary>
public static class PlainSql
{
    public static async Task<List<T>> QueryAsync<T>(
        this GalionDbContext db, string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using NpgsqlCommand command = CreateCommand(db, sql, parameters);
            await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
            List<T> rows = [];
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(read(reader));
            }

            return rows;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <returns>The number of rows that the statement touched.</returns>
    public static async Task<int> ExecuteAsync(
        this GalionDbContext db, string sql, object?[] parameters, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using NpgsqlCommand command = CreateCommand(db, sql, parameters);
            return await command.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Adds positional parameters; null becomes SQL's NULL.</summary>
    public static void AddAll(this NpgsqlParameterCollection collection, ReadOnlySpan<object?> parameters)
    {
        foreach (object? parameter in parameters)
        {
            collection.Add(parameter as NpgsqlParameter ?? new NpgsqlParameter { Value = parameter ?? DBNull.Value });
        }
    }

    private static NpgsqlCommand CreateCommand(GalionDbContext db, string sql, object?[] parameters)
    {
        DbConnection connection = db.Database.GetDbConnection();
        var command = new NpgsqlCommand(sql, (NpgsqlConnection)connection)
        {
            Transaction = (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction(),
        };
        command.Parameters.AddAll(parameters);
        return command;
    }
}
