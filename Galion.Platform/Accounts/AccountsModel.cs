using Galion.Platform.Accounts.ApiKeys;
using Galion.Platform.Accounts.Sessions;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Galion.Platform.Accounts;

internal static class AccountsModel
{
    internal static void Configure(ModelBuilder model)
    {
        model.Entity<GalionUser>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.FullName).HasMaxLength(200);
            user.Property(u => u.AvatarUrl).HasMaxLength(2048);
            user.Property(u => u.Bio).HasMaxLength(2000);
            user.HasIndex(u => u.NormalizedEmail).IsUnique().HasDatabaseName("users_normalized_email_key");
            user.HasIndex(u => u.NormalizedUserName).IsUnique().HasDatabaseName("users_normalized_user_name_key");
        });
        model.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        model.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        model.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        model.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("user_passkeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.OwnsOne(p => p.Data, data => data.ToJson("data"));
        });
        model.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.Property(s => s.EndReason).HasMaxLength(32);
            session.HasOne<GalionUser>().WithMany().HasForeignKey(s => s.UserId);
            session.HasIndex(s => s.UserId).HasFilter("ended_at IS NULL").HasDatabaseName("sessions_user_id_idx");
            session.HasIndex(s => s.ExpiresAt).HasDatabaseName("sessions_expires_at_idx");
        });
        model.Entity<ApiKey>(key =>
        {
            key.ToTable("api_keys");
            key.Property(k => k.Name).HasMaxLength(100);
            key.Property(k => k.Prefix).HasMaxLength(16);
            key.Property(k => k.LastFour).HasMaxLength(4);
            key.HasOne<GalionUser>().WithMany().HasForeignKey(k => k.UserId);
            key.HasIndex(k => k.KeyHash).IsUnique().HasDatabaseName("api_keys_key_hash_key");
            key.HasIndex(k => k.UserId).HasDatabaseName("api_keys_user_id_idx");
        });
    }
}
