using Galion.Api.Accounts;
using Galion.Api.Http;
using Galion.Contracts;
using Galion.Platform.Data;
using Galion.Platform.Ide;
using Galion.Platform.Idempotency;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Galion.Api.Ide;

/// <summary>Makes changes, each in one transaction: wholly or not at all.</summary>
internal sealed class IdeWork(GalionDbContext db, IdempotencyKeys keys)
{
    public async Task<(T? Value, ProblemHttpResult? Problem)> ChangeAsync<T>(Func<Task<IdeResult<T>>> change, CancellationToken cancellationToken)
        where T : class
    {
        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        (T? value, IdeRefusal? refusal) = await change();
        if (refusal is not null)
        {
            return (null, IdeProblems.Describe(refusal));
        }

        await transaction.CommitAsync(cancellationToken);
        return (value, null);
    }

    /// <summary>As <see cref="ChangeAsync"/>, and with an <c>Idempotency-Key</c> only once: sent again, it finds what was made.</summary>
    /// <param name="route">Stored: it must not change.</param>
    /// <param name="request">All that says what is to be made.</param>
    /// <param name="idOf">Under what it is found again.</param>
    /// <param name="find">Finds it by that; null when it is gone by now.</param>
    public async Task<(T? Value, ProblemHttpResult? Problem)> CreateAsync<T>(
        HttpContext http, CurrentUser user, string route, object request, Func<Task<IdeResult<T>>> create, Func<T, string> idOf,
        Func<string, Task<T?>> find, CancellationToken cancellationToken)
        where T : class
    {
        if (!IdempotencyHeader.TryRead(http.Request, request, route, out IdempotentRequest? key, out ProblemHttpResult? unusable))
        {
            return (null, unusable);
        }

        if (key is null)
        {
            return await ChangeAsync(create, cancellationToken);
        }

        await using IDbContextTransaction transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        (IdempotencyClaim claim, string? stored) = await keys.ClaimAsync(user.Id, key, cancellationToken);
        switch (claim)
        {
            case IdempotencyClaim.Replay:
                IdempotencyHeader.MarkReplayed(http);
                return await find(stored!) is { } found ? (found, null) : (null, Problems.Create(
                    StatusCodes.Status404NotFound, ErrorCodes.NotFound,
                    "What this Idempotency-Key made was deleted since. Nothing was changed. Send a new key to make another."));
            case IdempotencyClaim.Reused:
                return (null, IdempotencyHeader.KeyReused("Nothing was changed."));
            case IdempotencyClaim.InProgress:
                return (null, IdempotencyHeader.KeyInProgress(http, once: "done"));
        }

        (T? value, IdeRefusal? refusal) = await create();
        if (refusal is not null)
        {
            return (null, IdeProblems.Describe(refusal));
        }

        await keys.StoreResponseAsync(user.Id, key, idOf(value!), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (value, null);
    }
}
