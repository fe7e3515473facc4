package io.opsconductor.pulse.db.timescale.background;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.sql.SqlIdentifier;
import io.opsconductor.pulse.db.postgres.sql.SqlLiteral;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSchema;
import io.opsconductor.pulse.db.timescale.extension.TimescaleSchemaCatalog;

/**
 * Keeps a job as it was looked at until the open transaction ends, so that {@code alter_job} runs no code that its owner attaches
 * in between. Only superusers may lock the jobs' table. Whoever may alter a job can hold it all the same: {@code alter_job} that
 * takes its check function away calls nothing, and lets no other session alter the job before the transaction ends; so the
 * function is taken away, what is still there is looked at, and then it is given back (tried from 2.17 to 2.29).
 */
public final class JobHoldStore {
    /** What TimescaleDB answers to one of two sessions that alter the same job. */
    private static final String CHANGED_MEANWHILE = "XX000";

    private JobHoldStore() {}

    /** @param check empty where it has none, or one that takes something else */
    private record Job(JobOwner owner, boolean checked, Optional<Long> check) {
        boolean unsafe() {
            return !owner.alterable() || !owner.trusted() && checked && check.isEmpty();
        }
    }

    private record Table(String name, long oid) {}

    /**
     * In the transaction that is open on the session.
     *
     * @throws PulseFailure (failed) where altering it would run another role's function; (not now) where another session
     *     alters it
     */
    public static void hold(Connection connection, int id) throws SQLException {
        Job job = job(connection, id).filter(found -> !found.unsafe()).orElseThrow(() -> strange(id));
        Optional<String> alter = job.owner().trusted() ? Optional.empty() : Optional.of(alter(connection, id));
        try (Statement statement = connection.createStatement()) {
            if (alter.isPresent()) {
                take(statement, id, alter.get());
            }
            List<Table> tables = tables(connection, id);
            for (Table table : tables) {
                statement.execute("LOCK TABLE " + table.name() + " IN ACCESS SHARE MODE");
            }
            boolean same = tables.equals(tables(connection, id));
            if (!same
                    || job(connection, id)
                            .filter(found -> found.owner().alterable())
                            .isEmpty()) {
                throw strange(id);
            }
            if (alter.isPresent() && job.check().isPresent()) {
                statement.execute(alter.get().formatted(job.check().get()));
            }
        }
    }

    private static void take(Statement statement, int id, String alter) throws SQLException {
        try {
            statement.execute(alter.formatted(0));
        } catch (SQLException e) {
            if (CHANGED_MEANWHILE.equals(e.getSQLState())) {
                throw PulseFailure.notNow("another session alters job " + id, "try again shortly", e);
            }
            throw e;
        }
    }

    /** Of a fixed schedule alter_job would forget the time zone; told it, it counts the next start anew, as it does for every change. */
    private static String alter(Connection connection, int id) throws SQLException {
        TimescaleSchema schema = TimescaleSchemaCatalog.schema(connection).orElseThrow();
        Optional<String> zone = new JobRowCatalog()
                .facts(connection)
                .getOrDefault(id, JobRow.UNKNOWN)
                .fixed()
                .flatMap(FixedSchedule::timezone);
        return "SELECT " + SqlIdentifier.of(schema.name()).replace("%", "%%") + ".alter_job(" + id
                + ", check_config => %d::regproc"
                + zone.map(name -> ", timezone => " + SqlLiteral.of(name).replace("%", "%%"))
                        .orElse("") + ")";
    }

    private static Optional<Job> job(Connection connection, int id) throws SQLException {
        return Query.list(
                        connection,
                        SqlFile.read("timescale/job-rights"),
                        row -> row.getInt("job_id") == id
                                ? Optional.of(new Job(
                                        JobRightsCatalog.owner(row),
                                        row.getBoolean("checked"),
                                        Optional.ofNullable(row.getObject("check_oid", Long.class))))
                                : Optional.<Job>empty())
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static List<Table> tables(Connection connection, int id) throws SQLException {
        return Query.list(
                connection,
                SqlFile.read("timescale/job-tables"),
                row -> new Table(row.getString("name"), row.getLong("oid")),
                id);
    }

    private static PulseFailure strange(int id) {
        return PulseFailure.failed(
                "job " + id + " is gone, or calls a function of another role's by now",
                "look again: pulse-db check",
                null);
    }
}
