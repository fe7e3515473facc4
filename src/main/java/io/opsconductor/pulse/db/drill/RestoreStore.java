package io.opsconductor.pulse.db.drill;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.opsconductor.pulse.db.backup.archive.CatalogueRows;
import io.opsconductor.pulse.db.backup.restore.Restorable;
import io.opsconductor.pulse.db.drill.load.HeldJobs;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseSizeCatalog;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/**
 * What TimescaleDB wants to be told before and after its tables are restored. Each step has a session of its own: a
 * session that has loaded the library of another version, or the setting of before, keeps it.
 */
final class RestoreStore {
    private static final Duration PROGRESS_SILENCE = Duration.ofSeconds(10);

    private RestoreStore() {}

    /**
     * Makes the extension in the version of the backup and tells it that a restore begins.
     *
     * @param schema where it is in the backup
     * @throws PulseFailure (usage) when another version is there already, or an edition that cannot read the backup
     */
    static void prepare(Database database, Restorable backup, String version, String schema) {
        try {
            try (Connection connection = database.connect("restore");
                    Statement statement = connection.createStatement()) {
                statement.execute(Query.one(
                        connection, SqlFile.read("drill/install-timescale"), row -> row.getString(1), schema, version));
            }
            try (Connection connection = database.connect("restore")) {
                require(connection, backup, version);
                call(connection, "timescaledb_pre_restore");
            }
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    private static void call(Connection connection, String function) throws SQLException {
        String call = Query.one(connection, SqlFile.read("drill/call-timescale"), row -> row.getString(1), function);
        Query.list(connection, call, row -> true);
    }

    private static void require(Connection connection, Restorable backup, String version) throws SQLException {
        String[] found = Query.one(connection, SqlFile.read("drill/installed-timescale"), row ->
                new String[] {row.getString("extversion"), row.getString("licence")});
        if (!found[0].equals(version)) {
            throw PulseFailure.usage(
                    "the database has TimescaleDB " + found[0] + ", and the backup needs " + version,
                    "DROP EXTENSION timescaledb; there, and run it again");
        }
        RestorePlan.requireEdition(backup, Optional.ofNullable(found[1]));
    }

    /** While a restore goes on no job runs; those held here do not run afterwards either, TimescaleDB's own among them. */
    static HeldJobs holdJobs(Database database) {
        return database.read("restore", connection -> {
            List<String> found = Query.list(
                    connection, SqlFile.read("drill/catalogue-tables"), row -> row.getString("name"), (Object)
                            new String[] {CatalogueRows.JOBS, CatalogueRows.OLD_JOBS});
            if (found.isEmpty()) {
                return HeldJobs.NONE;
            }
            String table = found.get(0);
            String hold = table.equals(CatalogueRows.JOBS) ? "drill/hold-jobs-2.25" : "drill/hold-jobs-2.11";
            return new HeldJobs(
                    table,
                    Query.one(connection, SqlFile.read("drill/wake-scheduler"), row -> row.getString("quoted")),
                    Query.list(connection, SqlFile.read(hold), row -> row.getInt("id")));
        });
    }

    /** Makes them as they were, and has the scheduler hear of it. */
    static void release(Database database, HeldJobs held) {
        if (held.ids().isEmpty()) {
            return;
        }
        try (Connection connection = database.connect("restore");
                Statement statement = connection.createStatement()) {
            for (int id : held.ids()) {
                statement.addBatch("UPDATE " + held.table() + " SET scheduled = true WHERE id = " + id);
            }
            statement.executeBatch();
            Query.list(connection, "SELECT " + held.wake() + "()", row -> true);
        } catch (SQLException e) {
            throw database.failure(e);
        }
    }

    /** Before TimescaleDB 2.26.4 it may have to be told twice. */
    static void finish(Database database) {
        try {
            tellItIsOver(database);
        } catch (SQLException first) {
            try {
                tellItIsOver(database);
            } catch (SQLException second) {
                throw database.failure(second);
            }
        }
    }

    private static void tellItIsOver(Database database) throws SQLException {
        try (Connection connection = database.connect("restore")) {
            call(connection, "timescaledb_post_restore");
        }
    }

    /** Whether the jobs of a database run by themselves. */
    static boolean schedulerRuns(Database database) {
        return database.read(
                "restore",
                connection ->
                        Query.one(connection, SqlFile.read("drill/scheduler-runs"), row -> row.getBoolean("runs")));
    }

    /** For the progress only: a database that cannot be asked has no bytes. */
    static long sizeIfKnown(Database database) {
        try (Connection connection = database.connectToLook("restore progress", PROGRESS_SILENCE)) {
            return DatabaseSizeCatalog.bytes(connection);
        } catch (SQLException | PulseFailure e) {
            return 0;
        }
    }
}
