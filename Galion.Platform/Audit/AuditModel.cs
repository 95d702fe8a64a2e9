using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Audit;

internal static class AuditModel
{
    internal static void Configure(ModelBuilder model) =>
        model.Entity<AuditEvent>(row =>
        {
            row.ToTable("audit_events");
            row.Property(e => e.OccurredAt).HasDefaultValueSql("now()");
            row.Property(e => e.Action).HasMaxLength(64);
            row.Property(e => e.RequestId).HasMaxLength(128);
            row.HasIndex(e => new { e.UserId, e.Id }).HasDatabaseName("audit_events_user_id_idx");
        });
}
