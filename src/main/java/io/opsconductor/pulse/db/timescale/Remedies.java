package io.opsconductor.pulse.db.timescale;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.postgres.SqlLiteral;

/** What to do, in a form that can be pasted into psql or into the configuration. */
final class Remedies {
    private Remedies() {}

    static Remedy runJob(int job) {
        return Remedy.sql("CALL run_job(" + job + ");");
    }

    /** By the scheduler, unlike {@link #runJob(int)}: only then is its outcome recorded. */
    static Remedy startJob(Job job) {
        return Remedy.sql(
                "SELECT alter_job(" + job.id() + ", next_start => now()" + SqlTerms.sameZone(job.fixed()) + ");");
    }

    static Remedy deleteJob(int job) {
        return Remedy.sql("SELECT delete_job(" + job + ");");
    }

    static Remedy resume(Job job) {
        return resume(job.id(), job.fixed());
    }

    static Remedy resume(Hypertable hypertable, Policy policy) {
        return policy.lag().byCreation()
                ? replace(hypertable, policy, policy.lag().nominal(Duration.ZERO))
                : resume(policy.job(), policy.fixed());
    }

    static Remedy resume(RefreshPolicy policy) {
        return resume(policy.job(), policy.fixed());
    }

    static Remedy runEvery(RefreshPolicy policy, Duration interval) {
        return Remedy.sql("SELECT alter_job(" + policy.job() + ", schedule_interval => " + SqlTerms.interval(interval)
                + SqlTerms.sameZone(policy.fixed()) + ");");
    }

    private static Remedy resume(int job, Optional<FixedSchedule> fixed) {
        return Remedy.sql("SELECT alter_job(" + job + ", scheduled => true" + SqlTerms.sameZone(fixed) + ");");
    }

    static Remedy addPolicy(Upkeep upkeep, Hypertable hypertable, Duration lag, Duration step) {
        String add = "SELECT add_" + upkeep.noun() + "_policy("
                + hypertable.name().literal() + ", " + SqlTerms.span(hypertable.time(), lag, step) + ");";
        return Remedy.sql(upkeep == Upkeep.COMPRESSION ? enableCompression(hypertable) + add : add);
    }

    static Remedy removePolicy(Upkeep upkeep, Hypertable hypertable) {
        return Remedy.sql(removing(upkeep, hypertable));
    }

    private static String removing(Upkeep upkeep, Hypertable hypertable) {
        return "SELECT remove_" + upkeep.noun() + "_policy(" + hypertable.name().literal() + ");";
    }

    /** Changes the lag of a policy and keeps its owner, its schedule and what else it was given. */
    static Remedy changeLag(Hypertable hypertable, Policy policy, Duration lag, Duration step) {
        if (policy.lag().byCreation()) {
            return replace(hypertable, policy, lag);
        }
        String value = policy.lag() instanceof Lag.Steps
                ? SqlTerms.steps(lag, step).toString()
                : '"' + SqlTerms.words(lag) + '"';
        return Remedy.sql(SqlTerms.configured(
                policy.job(),
                policy.upkeep().verb() + "_after",
                value,
                policy.fixed().flatMap(FixedSchedule::timezone)));
    }

    /** alter_job refuses any change of a policy without drop_after or compress_after (seen in 2.23). */
    private static Remedy replace(Hypertable hypertable, Policy policy, Duration lag) {
        return Remedy.sql(removing(policy.upkeep(), hypertable) + " SELECT add_"
                + policy.upkeep().noun() + "_policy(" + hypertable.name().literal() + ", "
                + policy.upkeep().verb() + "_created_before => " + SqlTerms.interval(lag) + ", schedule_interval => "
                + SqlTerms.interval(policy.every())
                + policy.fixed()
                        .flatMap(FixedSchedule::start)
                        .map(start -> ", initial_start => '" + start + "'")
                        .orElse("")
                + SqlTerms.sameZone(policy.fixed()) + ");");
    }

    /** Does by hand, once, what the policy should have done. */
    static Remedy catchUp(Hypertable hypertable, Obligation obligation, Duration lag) {
        String bound = obligation.byCreation()
                ? "created_before => " + SqlTerms.interval(lag)
                : "older_than => " + olderThan(hypertable.time(), lag, obligation.step());
        String chunks = hypertable.name().literal() + ", " + bound;
        return Remedy.sql(
                obligation.upkeep() == Upkeep.RETENTION
                        ? "SELECT drop_chunks(" + chunks + ");"
                        : enableCompression(hypertable)
                                + "SELECT compress_chunk(c, if_not_compressed => true) FROM show_chunks(" + chunks
                                + ") c;");
    }

    /** Of integers these functions want the place itself, not a distance from the present; and its type by its size. */
    private static String olderThan(TimeColumn time, Duration lag, Duration step) {
        return time.integer() && time.now().isPresent()
                ? BigInteger.valueOf(time.now().getAsLong())
                        .subtract(SqlTerms.steps(lag, step))
                        .toString()
                : SqlTerms.span(time, lag, step);
    }

    private static String enableCompression(Hypertable hypertable) {
        return hypertable.compressionEnabled()
                ? ""
                : (hypertable.aggregate() ? "ALTER MATERIALIZED VIEW " : "ALTER TABLE ")
                        + hypertable.name().identifier() + " SET (timescaledb.compress); ";
    }

    static Remedy createHypertable(Relation relation) {
        String make = "SELECT create_hypertable(" + relation.name().literal() + ", ";
        return relation.timeColumn()
                .map(column -> Remedy.sql(make + SqlLiteral.of(column) + ", migrate_data => true);"))
                .orElseGet(() -> Remedy.text(make + "'its time column', migrate_data => true);"));
    }

    /** Refreshes whole buckets, back to where the source is dropped. */
    static Remedy addRefreshPolicy(Aggregate aggregate, Optional<Lag> kept) {
        Duration step = Duration.ofSeconds(1);
        Duration bucket = aggregate.bucket(step).isZero() ? Duration.ofHours(1) : aggregate.bucket(step);
        TimeColumn time = aggregate.table().time();
        return Remedy.sql("SELECT add_continuous_aggregate_policy("
                + aggregate.table().name().literal() + ", start_offset => "
                + kept.map(lag -> SqlTerms.span(time, lag.today(step), step)).orElse("NULL") + ", end_offset => "
                + SqlTerms.span(time, bucket, step) + ", schedule_interval => "
                + (time.integer() ? "INTERVAL '1 hour'" : SqlTerms.interval(bucket)) + ");");
    }

    /** Moves one end of the window that a policy refreshes. */
    static Remedy moveWindow(RefreshPolicy policy, String bound, Lag lag) {
        Duration step = Duration.ofSeconds(1);
        String value = lag instanceof Lag.Steps steps
                ? String.valueOf(steps.count())
                : '"' + SqlTerms.words(lag.today(step)) + '"';
        return Remedy.sql(
                SqlTerms.configured(policy.job(), bound, value, policy.fixed().flatMap(FixedSchedule::timezone)));
    }

    /** A configuration key of one hypertable, with a value. */
    static Remedy configure(String hypertable, String key, String value) {
        String name = hypertable.matches("[A-Za-z0-9_-]+") ? hypertable : '"' + hypertable + '"';
        return Remedy.setting("hypertables." + name + "." + key, value);
    }

    /** What one integer of the time column lasts, which only people know. */
    static Remedy step(Expectation expectation) {
        return configure(expectation.name(), "integer-step", "1s")
                .note("or 1ms, or whatever one step of the column lasts");
    }
}
