package io.opsconductor.pulse.db.backup.take;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

import io.opsconductor.pulse.db.backup.store.Source;
import io.opsconductor.pulse.db.backup.store.Source.Timescale;
import io.opsconductor.pulse.db.failure.PulseFailure;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.SchemaVersionCatalog;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;
import io.opsconductor.pulse.db.postgres.trust.PowerfulRolesCatalog;
import org.postgresql.PGConnection;
import org.postgresql.jdbc.AutoSave;

/** Reads what a manifest says about the database, its clock above all, and holds the snapshot of that time until it is closed. */
final class SourceCatalog implements AutoCloseable {
    private final Connection session;
    private final Found found;

    private SourceCatalog(Connection session, Found found) {
        this.session = session;
        this.found = found;
    }

    /** What is asked before, and holds for longer than one moment. */
    private record Known(Optional<String> schemaVersion, Set<String> powerful) {}

    /**
     * What is to be dumped. By a name that leads to several servers pg_dump may reach another one, say a standby days behind: it
     * does not know the snapshot.
     *
     * @param encoding PostgreSQL's name of the database's own
     * @param snapshot the server's name of what the source's time is of; none where there is one backend
     */
    record Found(Source source, String encoding, Optional<String> snapshot) {}

    /** @param doubts told why there is no schema version although the database has one */
    static SourceCatalog read(Database database, Consumer<String> doubts) {
        return database.read("backup", first -> {
            Optional<String> schemaVersion = SchemaVersionCatalog.read(first);
            if (schemaVersion.isEmpty()) {
                SchemaVersionCatalog.doubt(first).ifPresent(doubts);
            }
            Known known = new Known(schemaVersion, PowerfulRolesCatalog.read(first));
            Connection session = database.connect("backup");
            try {
                // Where all sessions share one backend pg_dump would wait for it.
                boolean keep = backend(session) != backend(first);
                SourceCatalog catalog = new SourceCatalog(session, found(database, session, known, keep));
                if (!keep) {
                    catalog.close();
                }
                return catalog;
            } catch (SQLException | RuntimeException e) {
                end(session);
                throw e;
            }
        });
    }

    private static int backend(Connection session) throws SQLException {
        return session.unwrap(PGConnection.class).getBackendPID();
    }

    Found found() {
        return found;
    }

    @Override
    public void close() {
        end(session);
    }

    /** One that was lost has ended already. */
    private static void end(Connection session) {
        try {
            session.close();
        } catch (SQLException e) {
            // Nothing is left to give back.
        }
    }

    private static Found found(Database database, Connection session, Known known, boolean keep) throws SQLException {
        if (keep) {
            // Behind a pooler each statement is a subtransaction, and those export no snapshot.
            session.unwrap(PGConnection.class).setAutosave(AutoSave.NEVER);
            if (!session.getAutoCommit()) {
                session.commit();
            }
            database.beginTransaction(session);
        }
        Source source = Query.one(session, SqlFile.read("backup/source"), row -> source(row, known));
        String encoding = session.unwrap(PGConnection.class).getParameterStatus("server_encoding");
        // Afterwards, so that what is dumped is no older than its time.
        Optional<String> snapshot = keep
                ? Optional.of(Query.one(session, "SELECT pg_catalog.pg_export_snapshot()", row -> row.getString(1)))
                : Optional.empty();
        return new Found(source, encoding, snapshot);
    }

    private static Source source(ResultSet row, Known known) throws SQLException {
        Instant clock = Columns.time(row, "server_time").orElseThrow();
        boolean standby = row.getBoolean("standby");
        Instant snapshotTime = standby ? replayed(Columns.time(row, "replayed"), clock) : clock;
        String edition = Optional.ofNullable(row.getString("timescale_license")).orElse("unknown");
        return new Source(
                row.getString("database_name"),
                snapshotTime,
                Optional.of(clock).filter(time -> standby),
                row.getString("server_version").split(" ")[0],
                Optional.ofNullable(row.getString("timescale_version")).map(version -> new Timescale(version, edition)),
                known.schemaVersion(),
                Optional.of(known.powerful()),
                OptionalLong.of(row.getLong("bytes")));
    }

    /** An idle primary makes a standby look older than it is, which is the right side to err on. */
    private static Instant replayed(Optional<Instant> last, Instant clock) {
        return last.map(time -> time.isBefore(clock) ? time : clock)
                .orElseThrow(() -> PulseFailure.notNow(
                        "the server is a standby that has replayed no transaction since it was started:"
                                + " the age of its data is unknown",
                        "take it again later, or of the primary by DIRECT_DATABASE_URL",
                        null));
    }
}
