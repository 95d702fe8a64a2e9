using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Generations;

internal static class GenerationsModel
{
    internal static void Configure(ModelBuilder model)
    {
        model.Entity<Generation>(generation =>
        {
            generation.ToTable("generations");
            generation.HasKey(g => g.Id);
            generation.Property(g => g.Id).ValueGeneratedNever();
            generation.Property(g => g.Kind).HasConversion(new LowerCaseEnum<Contracts.Generations.GenerationKind>());
            generation.Property(g => g.Status).HasConversion(new LowerCaseEnum<Contracts.Generations.GenerationStatus>());
            generation.Ignore(g => g.IsFinished);
            generation.HasMany(g => g.Assets).WithOne().HasForeignKey(a => a.GenerationId);
        });
        model.Entity<Asset>(asset =>
        {
            asset.ToTable("assets");
            asset.HasKey(a => a.Id);
            asset.Property(a => a.Id).ValueGeneratedNever();
            asset.HasIndex(a => new { a.GenerationId, a.Position }).IsUnique().HasDatabaseName("assets_generation_id_position_key");
        });
        model.Entity<GenerationEvent>(@event =>
        {
            @event.ToTable("generation_events");
            @event.HasKey(e => new { e.GenerationId, e.Id });
            @event.Property(e => e.Id).ValueGeneratedNever();
        });
    }
}
