using System.Text.Json;
using Galion.Platform.Accounts;
using Galion.Platform.Accounts.ApiKeys;
using Galion.Platform.Accounts.Sessions;
using Galion.Platform.Audit;
using Galion.Platform.Generations;
using Galion.Platform.Ide;
using Galion.Platform.NexusLang;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Galion.Platform.Data;

/// <summary>
/// Every row of the platform. The schema itself is written by hand in <c>Data/Migrations</c>; this model only maps to it, and a test
/// checks that the two agree.
/// </summary>
public sealed class GalionDbContext(DbContextOptions<GalionDbContext> options) : IdentityUserContext<GalionUser, Guid>(options)
{
    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();

    public DbSet<AuditEvent> AuditEvents => Set<AuditEvent>();

    public DbSet<Generation> Generations => Set<Generation>();

    public DbSet<Asset> Assets => Set<Asset>();

    public DbSet<GenerationEvent> GenerationEvents => Set<GenerationEvent>();

    public DbSet<Project> Projects => Set<Project>();

    public DbSet<ProjectFile> Files => Set<ProjectFile>();

    public DbSet<FileVersion> FileVersions => Set<FileVersion>();

    public DbSet<SourceTree> SourceTrees => Set<SourceTree>();

    public DbSet<Checkpoint> Checkpoints => Set<Checkpoint>();

    public DbSet<Share> Shares => Set<Share>();

    public DbSet<NexusRun> NexusRuns => Set<NexusRun>();

    public DbSet<NexusRunEvent> NexusRunEvents => Set<NexusRunEvent>();

    public DbSet<NexusRunCallRow> NexusRunCalls => Set<NexusRunCallRow>();

    public DbSet<NexusRunAssetRow> NexusRunAssets => Set<NexusRunAssetRow>();

    public DbSet<NexusModelRow> NexusModels => Set<NexusModelRow>();

    /// <summary>Fixed here, so that a service that does not configure Identity (the worker) still sees the same tables.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        AccountsModel.Configure(builder);
        AuditModel.Configure(builder);
        GenerationsModel.Configure(builder);
        IdeModel.Configure(builder);
        NexusLangModel.Configure(builder);
        UseSnakeCaseColumns(builder);
    }

    private static void UseSnakeCaseColumns(ModelBuilder builder)
    {
        foreach (IMutableEntityType entity in builder.Model.GetEntityTypes())
        {
            if (entity.IsMappedToJson())
            {
                entity.SetContainerColumnName(SnakeCase(entity.GetContainerColumnName()!));
                continue;
            }

            foreach (IMutableProperty property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static string SnakeCase(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
