using Galion.Contracts.NexusLang;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.NexusLang;

internal static class NexusLangModel
{
    internal static void Configure(ModelBuilder model)
    {
        model.Entity<NexusRun>(run =>
        {
            run.ToTable("nexus_runs");
            run.Property(r => r.Id).ValueGeneratedNever();
            run.Property(r => r.Purpose).HasConversion(new LowerCaseEnum<NexusRunPurpose>());
            run.Property(r => r.Status).HasConversion(new LowerCaseEnum<NexusRunStatus>());
            run.Property(r => r.Limits).HasColumnType("jsonb");
            run.Property(r => r.Error).HasColumnType("jsonb");
            run.Property(r => r.Diagnostics).HasColumnType("jsonb");
            run.Property(r => r.Result).HasColumnType("jsonb");
            run.Ignore(r => r.IsFinished);
        });
        model.Entity<NexusRunEvent>(@event =>
        {
            @event.ToTable("nexus_run_events");
            @event.HasKey(e => new { e.RunId, e.Id });
            @event.Property(e => e.Data).HasColumnType("jsonb");
        });
        model.Entity<NexusRunCallRow>(call =>
        {
            call.ToTable("nexus_run_calls");
            call.HasKey(c => c.GenerationId);
            call.Property(c => c.GenerationId).ValueGeneratedNever();
        });
        model.Entity<NexusRunAssetRow>(asset =>
        {
            asset.ToTable("nexus_run_assets");
            asset.HasKey(a => new { a.RunId, a.Name });
        });
        model.Entity<NexusModelRow>(kept =>
        {
            kept.ToTable("nexus_models");
            kept.HasKey(m => new { m.UserId, m.Name });
        });
    }
}
