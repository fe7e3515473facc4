package io.opsconductor.pulse.db.timescale.promise;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Remedy;
import io.opsconductor.pulse.db.config.FileKey;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;
import io.opsconductor.pulse.db.postgres.trust.OwnLogin;
import io.opsconductor.pulse.db.timescale.background.FixedSchedule;
import io.opsconductor.pulse.db.timescale.background.JobOwner;
import io.opsconductor.pulse.db.timescale.catalog.Aggregate;
import io.opsconductor.pulse.db.timescale.catalog.Hypertable;
import io.opsconductor.pulse.db.timescale.catalog.HypertableName;
import io.opsconductor.pulse.db.timescale.catalog.IntegerClock;
import io.opsconductor.pulse.db.timescale.catalog.Lag;
import io.opsconductor.pulse.db.timescale.catalog.Policy;
import io.opsconductor.pulse.db.timescale.catalog.PolicyKind;
import io.opsconductor.pulse.db.timescale.catalog.RefreshPolicy;
import io.opsconductor.pulse.db.timescale.catalog.Relation;
import io.opsconductor.pulse.db.timescale.catalog.TimeColumn;
import io.opsconductor.pulse.db.timescale.extension.Extension;

/**
 * What to do, in a form that can be pasted into psql or into the configuration. Whatever would run another role's code in
 * the session of whoever pastes it is for that role to run.
 *
 * @param schema of TimescaleDB's functions
 * @param byScheduler jobs run by themselves; false: they run when they are called
 */
public record Remedies(String schema, boolean byScheduler) {
    /** Of the year 5138; as milliseconds it is one of 1973. */
    private static final long LARGEST_SECOND = 100_000_000_000L;

    public static Remedies of(Extension extension, boolean byScheduler) {
        return new Remedies(extension.schema(), byScheduler);
    }

    /** A function of TimescaleDB's with its schema: the search path may find another one. */
    private String call(String function) {
        return HypertableName.schemaName(schema) + "." + function;
    }

    /** Has the job run now, as its owner. */
    public Remedy start(int job, JobOwner owner, Optional<FixedSchedule> fixed) {
        return byScheduler ? byOwner(owner, starting(job, fixed)) : calledBy(owner, calling(job));
    }

    /** Has the scheduler run the job now; its outcome is recorded. */
    public String starting(int job, Optional<FixedSchedule> fixed) {
        return "SELECT " + call("alter_job(") + job + ", next_start => now()" + SqlTerms.sameZone(fixed) + ");";
    }

    /** Runs the job in this very session. */
    public String calling(int job) {
        return "CALL " + call("run_job(") + job + ");";
    }

    /** Its owner is trusted, and the code of another role runs all the same: no login is the right one as long as that is so. */
    private static final Remedy HANDED = Remedy.text(
            "alter_job would run another role's code, by the job's check function or by its table's integer_now"
                    + " function: have them belong to a superuser and read no table of that role's, then look again");

    /** Whoever owns a job may give it a check function between the look and the paste, and only {@code --fix} holds it meanwhile. */
    private static Remedy byOwner(JobOwner owner, String sql) {
        if (!owner.trusted()) {
            return as(owner.name(), sql);
        }
        return owner.alterable() ? Remedy.sql(sql) : HANDED;
    }

    private static Remedy calledBy(JobOwner owner, String sql) {
        return owner.trusted() ? Remedy.sql(sql) : as(owner.name(), sql);
    }

    static Remedy as(String role, String sql) {
        return Remedy.text(OwnLogin.as(role) + sql);
    }

    public Remedy deleteJob(int job) {
        return Remedy.sql("SELECT " + call("delete_job(") + job + ");");
    }

    public Remedy resume(int job, JobOwner owner, Optional<FixedSchedule> fixed) {
        return byOwner(
                owner, "SELECT " + call("alter_job(") + job + ", scheduled => true" + SqlTerms.sameZone(fixed) + ");");
    }

    public Remedy resume(Hypertable hypertable, Policy policy) {
        return policy.lag().byCreation()
                ? replace(hypertable, policy, policy.lag().nominal(Duration.ZERO))
                : resume(policy.job(), policy.owner(), policy.fixed());
    }

    public Remedy runEvery(int job, JobOwner owner, Optional<FixedSchedule> fixed, Duration interval) {
        return byOwner(
                owner,
                "SELECT " + call("alter_job(") + job + ", schedule_interval => " + SqlTerms.interval(interval)
                        + SqlTerms.sameZone(fixed) + ");");
    }

    /** Has new chunks be as short as the promise needs them. */
    public Remedy chunkInterval(Hypertable hypertable, Obligation obligation) {
        return Remedy.sql("SELECT " + call("set_chunk_time_interval(")
                + hypertable.name().literal() + ", "
                + SqlTerms.span(hypertable.time(), obligation.chunkInterval(), obligation.step()) + ");");
    }

    public Remedy addPolicy(PolicyKind kind, Hypertable hypertable, Duration lag, Duration step) {
        String add = "SELECT " + call("add_" + kind.noun() + "_policy(")
                + hypertable.name().literal() + ", " + SqlTerms.span(hypertable.time(), lag, step) + ");";
        return byClock(hypertable.time(), kind == PolicyKind.COMPRESSION ? enableCompression(hypertable) + add : add);
    }

    /** A new policy on integers asks the table's own function for the present. */
    private static Remedy byClock(TimeColumn time, String sql) {
        if (time.trusted()) {
            return Remedy.sql(sql);
        }
        IntegerClock clock = time.clock().orElseThrow();
        return clock.caller().map(role -> as(role, sql)).orElseGet(() -> clock.remedy(""));
    }

    public Remedy removePolicy(PolicyKind kind, Hypertable hypertable) {
        return Remedy.sql(removing(kind, hypertable));
    }

    private String removing(PolicyKind kind, Hypertable hypertable) {
        return "SELECT " + call("remove_" + kind.noun() + "_policy(")
                + hypertable.name().literal() + ");";
    }

    /** Changes the lag of a policy, wakes it if it is paused, and keeps its owner, its schedule and what else it was given. */
    public Remedy changeLag(Hypertable hypertable, Policy policy, Duration lag, Duration step) {
        if (policy.lag().byCreation()) {
            return replace(hypertable, policy, lag);
        }
        String value = policy.lag() instanceof Lag.Steps
                ? SqlTerms.steps(lag, step).toString()
                : '"' + SqlTerms.words(lag) + '"';
        return byOwner(
                policy.owner(),
                SqlTerms.configured(
                        schema,
                        policy.job(),
                        policy.kind().verb() + "_after",
                        value,
                        (policy.scheduled() ? "" : ", scheduled => true") + SqlTerms.sameZone(policy.fixed())));
    }

    /** alter_job refuses any change of a policy without drop_after or compress_after (seen in 2.23). */
    private Remedy replace(Hypertable hypertable, Policy policy, Duration lag) {
        return byClock(
                hypertable.time(),
                removing(policy.kind(), hypertable) + " SELECT "
                        + call("add_" + policy.kind().noun() + "_policy(")
                        + hypertable.name().literal() + ", "
                        + policy.kind().verb() + "_created_before => " + SqlTerms.interval(lag)
                        + ", schedule_interval => " + SqlTerms.interval(policy.every())
                        + policy.fixed()
                                .flatMap(FixedSchedule::start)
                                .map(start -> ", initial_start => '" + start + "'")
                                .orElse("")
                        + SqlTerms.sameZone(policy.fixed()) + ");");
    }

    /** Does by hand, once, what the policy should have done. */
    public Remedy catchUp(Hypertable hypertable, Obligation obligation, Duration lag) {
        String bound = obligation.byCreation()
                ? "created_before => " + SqlTerms.interval(lag)
                : "older_than => " + olderThan(hypertable.time(), lag, obligation.step());
        String chunks = hypertable.name().literal() + ", " + bound;
        if (obligation.kind() == PolicyKind.RETENTION) {
            return Remedy.sql("SELECT " + call("drop_chunks(") + chunks + ");");
        }
        String compress = enableCompression(hypertable) + "SELECT " + call("compress_chunk(")
                + "c, if_not_compressed => true) FROM " + call("show_chunks(") + chunks + ") c;";
        return by(hypertable.untrustedOwner(), compress);
    }

    /** @param stranger empty where any role may; empty text where what is attached is another role's than the owner's */
    private static Remedy by(Optional<String> stranger, String sql) {
        if (stranger.isEmpty()) {
            return Remedy.sql(sql);
        }
        return stranger.get().isEmpty()
                ? Remedy.text(
                        "its triggers, indexes, constraints or types call functions of a role that is not trusted: have"
                                + " these belong to the table's owner, then look again")
                : as(stranger.get(), sql);
    }

    /** Of integers these functions want the place itself, not a distance from the present; and its type by its size. */
    private static String olderThan(TimeColumn time, Duration lag, Duration step) {
        return time.integer() && time.now().isPresent()
                ? BigInteger.valueOf(time.now().getAsLong())
                        .subtract(SqlTerms.steps(lag, step))
                        .toString()
                : SqlTerms.span(time, lag, step);
    }

    public static String enableCompression(Hypertable hypertable) {
        return hypertable.compressionEnabled()
                ? ""
                : (hypertable.aggregate() ? "ALTER MATERIALIZED VIEW " : "ALTER TABLE ")
                        + hypertable.name().identifier() + " SET (timescaledb.compress); ";
    }

    /** Its rows are inserted once more: triggers, checks and indexes call what they call, as the role that pastes. */
    public Remedy createHypertable(Relation relation) {
        String make = "SELECT " + call("create_hypertable(") + relation.name().literal() + ", ";
        return relation.timeColumn()
                .map(column -> by(relation.stranger(), make + SqlLiteral.of(column) + ", migrate_data => true);"))
                .orElseGet(() -> Remedy.text(make + "'its time column', migrate_data => true);"));
    }

    /**
     * Refreshes whole buckets.
     *
     * @param start how far back the source is certainly whole; empty where nothing can be lost: from the beginning
     */
    public Remedy addRefreshPolicy(Aggregate aggregate, Optional<Lag> start) {
        Duration step = Lag.ANY_STEP;
        Duration bucket = aggregate.bucket(step).isZero() ? Duration.ofHours(1) : aggregate.bucket(step);
        TimeColumn time = aggregate.table().time();
        String add = "SELECT " + call("add_continuous_aggregate_policy(")
                + aggregate.table().name().literal() + ", start_offset => "
                + start.map(lag -> SqlTerms.span(time, lag.today(step), step)).orElse("NULL")
                + ", end_offset => "
                + SqlTerms.span(time, bucket, step) + ", schedule_interval => "
                + (time.integer() ? "INTERVAL '1 hour'" : SqlTerms.interval(bucket)) + ");";
        return aggregate.trusted() ? byClock(time, add) : as(aggregate.owner(), add);
    }

    /** Moves the window that a policy refreshes, and wakes the policy where it is paused. */
    public Remedy moveWindow(RefreshPolicy policy, Lag start, Optional<Lag> end) {
        String window = "\"start_offset\": " + offset(start)
                + end.map(lag -> ", \"end_offset\": " + offset(lag)).orElse("");
        return byOwner(
                policy.owner(),
                SqlTerms.configured(
                        schema,
                        policy.job(),
                        "{" + window + "}",
                        (policy.scheduled() ? "" : ", scheduled => true") + SqlTerms.sameZone(policy.fixed())));
    }

    private static String offset(Lag lag) {
        return lag instanceof Lag.Steps steps
                ? String.valueOf(steps.count())
                : '"' + SqlTerms.words(lag.today(Lag.ANY_STEP)) + '"';
    }

    /** Refreshes one part of an aggregate, once; the aggregate's expressions run as whoever calls this. */
    public Remedy refresh(Aggregate aggregate, RefreshWindow window) {
        return aggregate.trusted() ? Remedy.sql(refreshing(window)) : as(aggregate.owner(), refreshing(window));
    }

    public String refreshing(RefreshWindow window) {
        return "CALL " + call("refresh_continuous_aggregate(")
                + window.aggregate().literal() + ", "
                + window.from().map(SqlLiteral::of).orElse("NULL") + ", " + SqlLiteral.of(window.to()) + ");";
    }

    /** Of a hypertable that was promised something and is not there. */
    public static Remedy missing(Expectation expectation) {
        Remedy withdraw = configure(expectation.name(), "expected", "false");
        Remedy migrate = Remedy.command("pulse-db migrate");
        return switch (expectation.origin()) {
            case PROFILE ->
                migrate.or(Remedy.text("set pulse.profile=none, if this is another application's database"))
                        .or(withdraw);
            case VARIABLES ->
                Remedy.text("correct the variable's name, or set it in a file: pulse.hypertables.\"schema.table\".…")
                        .or(migrate);
            case WRITTEN -> migrate.or(withdraw);
        };
    }

    /** A configuration key of one hypertable, with a value; quotes as a properties file has them. */
    public static Remedy configure(String hypertable, String key, String value) {
        String name =
                hypertable.matches("[A-Za-z0-9_-]+") ? hypertable : '"' + hypertable.replace("\"", "\\\\\"") + '"';
        return FileKey.canName(hypertable)
                ? Remedy.setting("hypertables." + name + "." + key, value)
                : Remedy.text("rename it: no configuration key can hold this name");
    }

    /** What one integer of the time column lasts, which only people know; what its present looks like is a guess. */
    public static Remedy step(Expectation expectation, TimeColumn time) {
        boolean millis = time.now().orElse(0) > LARGEST_SECOND;
        return configure(expectation.name(), "integer-step", millis ? "1ms" : "1s")
                .note((millis ? "or 1s (seconds)" : "or 1ms (milliseconds)") + ", or whatever one step of "
                        + time.name() + " lasts");
    }
}
