package io.opsconductor.pulse.db.attacks;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Checkup;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;
import io.opsconductor.pulse.db.timescale.Configured;
import io.opsconductor.pulse.db.timescale.FixProgressLog;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSettings;
import io.opsconductor.pulse.db.timescale.fix.FixLimits;
import io.opsconductor.pulse.db.timescale.fix.FixPlan;
import io.opsconductor.pulse.db.timescale.fix.FixResult;
import io.opsconductor.pulse.db.timescale.fix.Fixer;
import io.opsconductor.pulse.db.timescale.job.CompressionJobCheck;
import io.opsconductor.pulse.db.timescale.job.RetentionJobCheck;
import io.opsconductor.pulse.db.timescale.judge.AggregateCheck;
import io.opsconductor.pulse.db.timescale.judge.CompressionCheck;
import io.opsconductor.pulse.db.timescale.judge.RetentionCheck;
import io.opsconductor.pulse.db.timescale.promise.HypertableSettings;
import io.opsconductor.pulse.db.timescale.promise.Promises;

/**
 * A superuser looks at hypertables of the role mallory, whose functions write down as whom they ran. The role exists once
 * for each server; everything else is of one database.
 */
record ForeignHypertables(TestDatabase database) {
    private static final String ROLE = "DO $$ BEGIN CREATE ROLE mallory LOGIN; EXCEPTION WHEN duplicate_object OR"
            + " unique_violation THEN NULL; END $$";

    /** A hypertable on integers whose integer_now function pays out, and what it needs. */
    void integers() throws Exception {
        begin();
        database.execute(
                "SET ROLE mallory",
                "CREATE TABLE mal.ticks (seq bigint NOT NULL)",
                "SELECT public.create_hypertable('mal.ticks', 'seq', chunk_time_interval => 1000)",
                "INSERT INTO mal.ticks SELECT generate_series(1, 9000, 500)",
                "CREATE FUNCTION mal.payload() RETURNS bigint LANGUAGE plpgsql VOLATILE AS"
                        + " 'BEGIN INSERT INTO mal.ran VALUES (current_user); RETURN 100000; END'",
                "CREATE FUNCTION mal.now_() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT mal.payload()'",
                "SELECT public.set_integer_now_func('mal.ticks', 'mal.now_')",
                "RESET ROLE");
    }

    void begin() throws Exception {
        database.execute(
                ROLE,
                "CREATE EXTENSION IF NOT EXISTS timescaledb",
                "CREATE SCHEMA mal AUTHORIZATION mallory",
                "CREATE TABLE mal.ran (by_whom text)",
                "ALTER TABLE mal.ran OWNER TO mallory");
    }

    void forget() throws Exception {
        database.execute("DELETE FROM mal.ran");
    }

    /** As whom mallory's functions ran since they were last forgotten. */
    List<String> ran() throws Exception {
        try (var connection = database.connect()) {
            return Query.list(connection, "SELECT DISTINCT by_whom FROM mal.ran", row -> row.getString(1));
        }
    }

    List<Finding> findings(TimescaleSettings timescale, HypertableSettings settings) {
        Promises promises = promises(settings);
        List<Check> checks = List.of(
                new CompressionCheck(promises, timescale),
                new RetentionCheck(promises, (looked, now) -> Optional.empty(), timescale),
                new CompressionJobCheck(timescale),
                new RetentionJobCheck(timescale, promises),
                new AggregateCheck(timescale));
        try (Database looked = looked()) {
            return new Checkup(checks)
                    .run(looked, List.of(), java.time.Instant.now())
                    .findings();
        }
    }

    /** What {@code check --fix} would do as the superuser. */
    FixPlan plan(TimescaleSettings timescale, HypertableSettings settings, Collection<String> areas) {
        try (Database looked = looked()) {
            return new Fixer(promises(settings), timescale).plan(looked, areas, LIMITS);
        }
    }

    FixResult carryOut(FixPlan plan) {
        try (Database looked = looked()) {
            return new Fixer(promises(Configured.hypertables()), scheduled())
                    .carryOut(looked, plan, LIMITS, new FixProgressLog());
        }
    }

    Database looked() {
        return new Database(DatabaseUrl.parse(database.url()));
    }

    private static final FixLimits LIMITS = new FixLimits(100, java.time.Duration.ofMinutes(1));

    private static Promises promises(HypertableSettings settings) {
        return Configured.promises(settings);
    }

    static TimescaleSettings scheduled() {
        return Configured.schedulerExpected(true);
    }

    static TimescaleSettings byHand() {
        return Configured.schedulerExpected(false);
    }
}
