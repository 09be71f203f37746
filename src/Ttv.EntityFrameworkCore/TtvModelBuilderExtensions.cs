using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Ttv.EntityFrameworkCore.Rows;

namespace Ttv;

/// <summary>Adds Ttv's tables to a context.</summary>
public static class TtvModelBuilderExtensions
{
    private const int KeyLength = 256;
    private const int NameLength = 128;

    /// <summary>Adds Ttv's ten tables, all named <c>ttv_…</c>, to your own model; call it in <c>OnModelCreating</c>.</summary>
    /// <param name="model">Your model.</param>
    /// <param name="schema">The schema to put them into, where the database has schemas; null (default) takes the model's own.</param>
    /// <remarks>Your migrations create them. Instants are whole microseconds since 1970 in <c>bigint</c> columns named <c>…_us</c>: exact on every database.</remarks>
    public static ModelBuilder UseTtv(this ModelBuilder model, string? schema = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<TtvEventRow>(e =>
        {
            Table(e, "ttv_events", schema).HasKey(r => r.Sequence);
            e.Property(r => r.Sequence).HasColumnName("sequence").ValueGeneratedOnAdd();
            e.Property(r => r.AccountId).HasColumnName("account_id").HasMaxLength(NameLength);
            e.Property(r => r.EventId).HasColumnName("event_id").HasMaxLength(KeyLength);
            e.Property(r => r.Name).HasColumnName("name").HasMaxLength(KeyLength);
            e.Property(r => r.OccurredUs).HasColumnName("occurred_us");
            e.Property(r => r.RecordedUs).HasColumnName("recorded_us");
            e.Property(r => r.RecordedAssumed).HasColumnName("recorded_assumed");
            e.Property(r => r.Properties).HasColumnName("properties");
            e.HasIndex(r => new { r.AccountId, r.EventId }).HasDatabaseName("ix_ttv_events_account");
        });
        model.Entity<TtvWakeRow>(e =>
        {
            Table(e, "ttv_wakes", schema).HasKey(r => r.Sequence);
            e.Property(r => r.Sequence).HasColumnName("sequence").ValueGeneratedOnAdd();
            e.Property(r => r.AccountId).HasColumnName("account_id").HasMaxLength(NameLength);
        });
        model.Entity<TtvAccountRow>(e =>
        {
            Table(e, "ttv_accounts", schema).HasKey(r => r.AccountId);
            e.Property(r => r.AccountId).HasColumnName("account_id").HasMaxLength(NameLength);
            e.Property(r => r.Segment).HasColumnName("segment").HasMaxLength(SegmentKey.MaxLength);
            e.Property(r => r.SignedUpUs).HasColumnName("signed_up_us");
            e.Property(r => r.FirstValueUs).HasColumnName("first_value_us");
            e.Property(r => r.RiskHundredths).HasColumnName("risk_hundredths");
            e.Property(r => r.RiskBand).HasColumnName("risk_band").HasMaxLength(16);
            e.Property(r => r.Escalation).HasColumnName("escalation").HasMaxLength(32).HasDefaultValue("none");
            e.Property(r => r.Record).HasColumnName("record");
            e.Property(r => r.EvaluatedUs).HasColumnName("evaluated_us");
            e.Property(r => r.DueUs).HasColumnName("due_us");
            e.Property(r => r.Wakes).HasColumnName("wakes").HasDefaultValue(0L);
            e.Property(r => r.Failures).HasColumnName("failures").HasDefaultValue(0);
            e.Property(r => r.Fault).HasColumnName("fault");
            e.Property(r => r.LeaseOwner).HasColumnName("lease_owner").HasMaxLength(NameLength);
            e.Property(r => r.LeaseUntilUs).HasColumnName("lease_until_us");
            e.Property(r => r.Version).HasColumnName("version").HasDefaultValue(0L).IsConcurrencyToken();
            e.HasIndex(r => r.DueUs).HasDatabaseName("ix_ttv_accounts_due").HasFilter("due_us IS NOT NULL");
            e.HasIndex(r => r.AccountId).HasDatabaseName("ix_ttv_accounts_fault").HasFilter("fault IS NOT NULL");
        });
        model.Entity<TtvDecisionRow>(e =>
        {
            Table(e, "ttv_decisions", schema).HasKey(r => r.Key);
            e.Property(r => r.Key).HasColumnName("key").HasMaxLength(KeyLength);
            e.Property(r => r.AccountId).HasColumnName("account_id").HasMaxLength(NameLength);
            e.Property(r => r.Rule).HasColumnName("rule").HasMaxLength(64);
            e.Property(r => r.Outcome).HasColumnName("outcome").HasMaxLength(16);
            e.Property(r => r.DecidedUs).HasColumnName("decided_us");
            e.Property(r => r.Payload).HasColumnName("payload");
            e.HasIndex(r => r.AccountId).HasDatabaseName("ix_ttv_decisions_account");
            e.HasIndex(r => r.DecidedUs).HasDatabaseName("ix_ttv_decisions_decided");
        });
        model.Entity<TtvOutboxRow>(e =>
        {
            Table(e, "ttv_outbox", schema).HasKey(r => r.Key);
            e.Property(r => r.Key).HasColumnName("key").HasMaxLength(KeyLength);
            e.Property(r => r.Payload).HasColumnName("payload");
            e.Property(r => r.TraceParent).HasColumnName("trace_parent").HasMaxLength(64);
            e.Property(r => r.CreatedUs).HasColumnName("created_us");
            e.Property(r => r.NotBeforeUs).HasColumnName("not_before_us");
            e.Property(r => r.Attempts).HasColumnName("attempts");
            e.Property(r => r.LeaseOwner).HasColumnName("lease_owner").HasMaxLength(NameLength);
            e.Property(r => r.LeaseUntilUs).HasColumnName("lease_until_us");
            e.HasIndex(r => r.NotBeforeUs).HasDatabaseName("ix_ttv_outbox_not_before");
        });
        model.Entity<TtvInboxRow>(e =>
        {
            Table(e, "ttv_inbox", schema).HasKey(r => r.Key);
            e.Property(r => r.Key).HasColumnName("key").HasMaxLength(KeyLength);
            e.Property(r => r.HandledUs).HasColumnName("handled_us");
            e.HasIndex(r => r.HandledUs).HasDatabaseName("ix_ttv_inbox_handled");
        });
        model.Entity<TtvDeadLetterRow>(e =>
        {
            Table(e, "ttv_dead_letters", schema).HasKey(r => r.Key);
            e.Property(r => r.Key).HasColumnName("key").HasMaxLength(KeyLength);
            e.Property(r => r.Payload).HasColumnName("payload");
            e.Property(r => r.TraceParent).HasColumnName("trace_parent").HasMaxLength(64);
            e.Property(r => r.Reason).HasColumnName("reason");
            e.Property(r => r.Attempts).HasColumnName("attempts");
            e.Property(r => r.SetAsideUs).HasColumnName("set_aside_us");
        });
        model.Entity<TtvLeaseRow>(e =>
        {
            Table(e, "ttv_leases", schema).HasKey(r => r.Name);
            e.Property(r => r.Name).HasColumnName("name").HasMaxLength(NameLength);
            e.Property(r => r.LeaseOwner).HasColumnName("lease_owner").HasMaxLength(NameLength);
            e.Property(r => r.LeaseUntilUs).HasColumnName("lease_until_us");
            e.Property(r => r.Note).HasColumnName("note");
        });
        model.Entity<TtvReviewRow>(e =>
        {
            Table(e, "ttv_reviews", schema).HasKey(r => r.Key);
            e.Property(r => r.Key).HasColumnName("key").HasMaxLength(32);
            e.Property(r => r.AsOfUs).HasColumnName("as_of_us");
            e.Property(r => r.Definitions).HasColumnName("definitions").HasMaxLength(KeyLength);
            e.Property(r => r.Json).HasColumnName("json");
        });
        model.Entity<TtvCohortFactRow>(e =>
        {
            Table(e, "ttv_cohort_facts", schema).HasKey(r => r.Sequence);
            e.Property(r => r.Sequence).HasColumnName("sequence").ValueGeneratedOnAdd();
            e.Property(r => r.Cohort).HasColumnName("cohort").HasMaxLength(200);
            e.Property(r => r.Kind).HasColumnName("kind").HasMaxLength(32);
            e.Property(r => r.Value).HasColumnName("value");
            e.Property(r => r.SetBy).HasColumnName("set_by").HasMaxLength(200);
            e.Property(r => r.OccurredUs).HasColumnName("occurred_us");
            e.Property(r => r.RecordedUs).HasColumnName("recorded_us");
        });
        return model;
    }

    private static EntityTypeBuilder<TRow> Table<TRow>(EntityTypeBuilder<TRow> entity, string name, string? schema)
        where TRow : class => entity.ToTable(name, schema);
}
