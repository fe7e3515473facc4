package io.opsconductor.pulse.db.backup.take;

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

/** Reads what a manifest says about the database, its clock above all. */
final class SourceCatalog {
    private SourceCatalog() {}

    /** @param encoding PostgreSQL's name of the database's own */
    record Found(Source source, String encoding) {}

    /** @param doubts told why there is no schema version although the database has one */
    static Found read(Database database, Consumer<String> doubts) {
        return database.read("backup", connection -> {
            Optional<String> schemaVersion = SchemaVersionCatalog.read(connection);
            if (schemaVersion.isEmpty()) {
                SchemaVersionCatalog.doubt(connection).ifPresent(doubts);
            }
            Set<String> powerful = PowerfulRolesCatalog.read(connection);
            return new Found(
                    Query.one(connection, SqlFile.read("backup/source"), row -> source(row, schemaVersion, powerful)),
                    connection.unwrap(PGConnection.class).getParameterStatus("server_encoding"));
        });
    }

    private static Source source(ResultSet row, Optional<String> schemaVersion, Set<String> powerful)
            throws SQLException {
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
                schemaVersion,
                Optional.of(powerful),
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
