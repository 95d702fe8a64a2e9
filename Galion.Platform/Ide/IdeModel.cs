using Galion.Contracts.Ide;
using Galion.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Ide;

internal static class IdeModel
{
    internal static void Configure(ModelBuilder model)
    {
        model.Entity<Project>(project =>
        {
            project.ToTable("projects");
            project.Property(p => p.Id).ValueGeneratedNever();
            project.Property(p => p.Visibility).HasConversion(new LowerCaseEnum<ProjectVisibility>());
        });
        model.Entity<ProjectFile>(file =>
        {
            file.ToTable("files");
            file.Property(f => f.Id).ValueGeneratedNever();
            file.HasIndex(f => new { f.ProjectId, f.Path }).IsUnique().HasFilter("deleted_at IS NULL").HasDatabaseName("files_project_id_path_key");
        });
        model.Entity<FileVersion>(version =>
        {
            version.ToTable("file_versions");
            version.HasKey(v => new { v.FileId, v.Version });
        });
        model.Entity<SourceTree>(tree =>
        {
            tree.ToTable("source_trees");
            tree.Property(t => t.Id).ValueGeneratedNever();
            tree.Property(t => t.Files).HasColumnType("jsonb");
        });
        model.Entity<Checkpoint>(checkpoint =>
        {
            checkpoint.ToTable("checkpoints");
            checkpoint.Property(c => c.Id).ValueGeneratedNever();
        });
        model.Entity<Share>(share =>
        {
            share.ToTable("shares");
            share.HasKey(s => s.Token);
            share.Property(s => s.Settings).HasColumnType("jsonb");
        });
    }
}
