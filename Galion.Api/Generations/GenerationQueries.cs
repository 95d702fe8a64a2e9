using Galion.Platform.Data;
using Galion.Platform.Generations;
using Microsoft.EntityFrameworkCore;

namespace Galion.Api.Generations;

internal static class GenerationQueries
{
    /// <summary>The generations of one person, with their assets, to read only: another's are not found.</summary>
    public static IQueryable<Generation> GenerationsOf(this GalionDbContext db, Guid userId) =>
        db.Generations.AsNoTracking().Include(g => g.Assets).Where(g => g.UserId == userId);
}
