package io.opsconductor.pulse.db.timescale;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import io.opsconductor.pulse.db.postgres.SqlLiteral;

/** What to do, in a form that can be pasted into psql or into the configuration. */
final class Remedies {
    private Remedies() {}

    static String runJob(Policy policy) {
        return runJob(policy.job());
    }

    static String runJob(int job) {
        return "CALL run_job(" + job + ");";
    }

    /** By the scheduler, unlike {@link #runJob(int)}: only then is what became of it recorded. */
    static String startJob(Job job) {
        return "SELECT alter_job(" + job.id() + ", next_start => now()" + sameZone(job.fixed()) + ");";
    }

    static String resume(Job job) {
        return resume(job.id(), job.fixed());
    }

    static String resume(Hypertable hypertable, Policy policy) {
        return policy.lag().byCreation()
                ? replace(hypertable, policy, policy.lag().nominal(Duration.ZERO))
                : resume(policy.job(), policy.fixed());
    }

    static String resume(RefreshPolicy policy) {
        return resume(policy.job(), policy.fixed());
    }

    static String runEvery(RefreshPolicy policy, Duration interval) {
        return "SELECT alter_job(" + policy.job() + ", schedule_interval => " + interval(interval)
                + sameZone(policy.fixed()) + ");";
    }

    private static String resume(int job, Optional<FixedSchedule> fixed) {
        return "SELECT alter_job(" + job + ", scheduled => true" + sameZone(fixed) + ");";
    }

    static String addPolicy(Upkeep upkeep, Hypertable hypertable, Duration lag, Duration step) {
        String add = "SELECT add_" + upkeep.noun() + "_policy("
                + hypertable.name().literal() + ", " + span(hypertable.time(), lag, step) + ");";
        return upkeep == Upkeep.COMPRESSION ? enableCompression(hypertable) + add : add;
    }

    static String removePolicy(Upkeep upkeep, Hypertable hypertable) {
        return "SELECT remove_" + upkeep.noun() + "_policy(" + hypertable.name().literal() + ");";
    }

    /** Changes the lag of a policy and keeps its owner, its schedule and what else it was given. */
    static String changeLag(Hypertable hypertable, Policy policy, Duration lag, Duration step) {
        if (policy.lag().byCreation()) {
            return replace(hypertable, policy, lag);
        }
        String value = policy.lag() instanceof Lag.Steps ? steps(lag, step).toString() : '"' + words(lag) + '"';
        return configured(
                policy.job(),
                policy.upkeep().verb() + "_after",
                value,
                policy.fixed().flatMap(FixedSchedule::timezone));
    }

    /** alter_job refuses any change of a policy without drop_after or compress_after (seen in 2.23). */
    private static String replace(Hypertable hypertable, Policy policy, Duration lag) {
        return removePolicy(policy.upkeep(), hypertable) + " SELECT add_"
                + policy.upkeep().noun() + "_policy(" + hypertable.name().literal() + ", "
                + policy.upkeep().verb() + "_created_before => " + interval(lag) + ", schedule_interval => "
                + interval(policy.every())
                + policy.fixed()
                        .flatMap(FixedSchedule::start)
                        .map(start -> ", initial_start => '" + start + "'")
                        .orElse("")
                + sameZone(policy.fixed()) + ");";
    }

    /** Does by hand, once, what the policy should have done. */
    static String catchUp(Hypertable hypertable, Obligation obligation, Duration lag) {
        String bound = obligation.byCreation()
                ? "created_before => " + interval(lag)
                : "older_than => " + olderThan(hypertable.time(), lag, obligation.step());
        String chunks = hypertable.name().literal() + ", " + bound;
        return obligation.upkeep() == Upkeep.RETENTION
                ? "SELECT drop_chunks(" + chunks + ");"
                : enableCompression(hypertable)
                        + "SELECT compress_chunk(c, if_not_compressed => true) FROM show_chunks(" + chunks + ") c;";
    }

    /** Of integers these functions want the place itself, not a distance from the present; and its type by its size. */
    private static String olderThan(TimeColumn time, Duration lag, Duration step) {
        return time.integer() && time.now().isPresent()
                ? BigInteger.valueOf(time.now().getAsLong())
                        .subtract(steps(lag, step))
                        .toString()
                : span(time, lag, step);
    }

    private static String enableCompression(Hypertable hypertable) {
        return hypertable.compressionEnabled()
                ? ""
                : (hypertable.aggregate() ? "ALTER MATERIALIZED VIEW " : "ALTER TABLE ")
                        + hypertable.name().identifier() + " SET (timescaledb.compress); ";
    }

    static String createHypertable(Relation relation) {
        return "SELECT create_hypertable(" + relation.name().literal() + ", '"
                + relation.timeColumn().orElse("its time column").replace("'", "''") + "', migrate_data => true);";
    }

    /** Refreshes whole buckets, back to where the source is dropped. */
    static String refresh(Aggregate aggregate, Optional<Lag> kept) {
        Duration step = Duration.ofSeconds(1);
        Duration bucket = aggregate.bucket(step).isZero() ? Duration.ofHours(1) : aggregate.bucket(step);
        TimeColumn time = aggregate.table().time();
        return "SELECT add_continuous_aggregate_policy("
                + aggregate.table().name().literal() + ", start_offset => "
                + kept.map(lag -> span(time, lag.today(step), step)).orElse("NULL") + ", end_offset => "
                + span(time, bucket, step) + ", schedule_interval => "
                + (time.integer() ? "INTERVAL '1 hour'" : interval(bucket)) + ");";
    }

    /**
     * Refreshes once.
     *
     * @param from null: from the beginning
     */
    static String refresh(HypertableName aggregate, String from, Instant to) {
        return "CALL refresh_continuous_aggregate(" + aggregate.literal() + ", "
                + (from == null ? "NULL" : "'" + from + "'") + ", '" + to.truncatedTo(ChronoUnit.SECONDS) + "');";
    }

    /** Moves one end of the window that a policy refreshes. */
    static String moveWindow(RefreshPolicy policy, String bound, Lag lag) {
        Duration step = Duration.ofSeconds(1);
        String value =
                lag instanceof Lag.Steps steps ? String.valueOf(steps.count()) : '"' + words(lag.today(step)) + '"';
        return configured(policy.job(), bound, value, policy.fixed().flatMap(FixedSchedule::timezone));
    }

    /**
     * Changes one setting of a job and keeps the others.
     *
     * @param value as JSON
     * @param zone of a fixed schedule
     */
    static String configured(int job, String key, String value, Optional<String> zone) {
        return "SELECT alter_job(job_id, config => config || '{\"" + key + "\": " + value + "}'" + timezone(zone)
                + ") FROM timescaledb_information.jobs WHERE job_id = " + job + ";";
    }

    private static String sameZone(Optional<FixedSchedule> fixed) {
        return timezone(fixed.flatMap(FixedSchedule::timezone));
    }

    /** The last argument of alter_job, which forgets the time zone of a fixed schedule unless it is told (seen in 2.23). */
    static String timezone(Optional<String> zone) {
        return zone.map(name -> ", timezone => " + SqlLiteral.of(name)).orElse("");
    }

    /** A configuration key of one hypertable, with a value. */
    static String configure(String hypertable, String key, String value) {
        String name = hypertable.matches("[A-Za-z0-9_-]+") ? hypertable : '"' + hypertable + '"';
        return "set pulse.hypertables." + name + "." + key + "=" + value;
    }

    static String role(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String span(TimeColumn time, Duration lag, Duration step) {
        return time.integer() ? "BIGINT '" + steps(lag, step) + "'" : interval(lag);
    }

    static BigInteger steps(Duration lag, Duration step) {
        return nanos(lag).divide(nanos(step));
    }

    private static BigInteger nanos(Duration duration) {
        return BigInteger.valueOf(duration.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(duration.getNano()));
    }

    static String interval(Duration duration) {
        return "INTERVAL '" + words(duration) + "'";
    }

    /** In the largest unit that leaves no rest: {@code 30 days}, {@code 90 minutes}. */
    static String words(Duration duration) {
        long seconds = duration.getSeconds();
        if (duration.getNano() != 0) {
            return seconds + "." + String.format("%09d", duration.getNano()).substring(0, 6) + " seconds";
        }
        if (seconds % 86_400 == 0) {
            return count(seconds / 86_400, "day");
        }
        if (seconds % 3_600 == 0) {
            return count(seconds / 3_600, "hour");
        }
        return seconds % 60 == 0 ? count(seconds / 60, "minute") : count(seconds, "second");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
