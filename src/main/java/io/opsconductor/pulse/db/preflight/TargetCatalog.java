package io.opsconductor.pulse.db.preflight;

import java.util.Optional;

import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.sql.Columns;
import io.opsconductor.pulse.db.postgres.sql.Query;
import io.opsconductor.pulse.db.postgres.sql.SqlFile;

/** Reads what a target offers; needs no right but to log in. */
final class TargetCatalog {
    private TargetCatalog() {}

    static TargetFacts facts(Database database) {
        return database.once(
                TargetFacts.class,
                () -> one(
                        database,
                        "preflight/server",
                        row -> new TargetFacts(
                                row.getString("database"),
                                row.getString("role"),
                                row.getInt("version_number"),
                                row.getString("version"),
                                row.getBoolean("in_recovery"),
                                row.getBoolean("read_only"),
                                row.getString("encoding"),
                                row.getTimestamp("now").toInstant(),
                                row.getLong("wal_bytes"),
                                row.getLong("bytes"),
                                Columns.texts(row, "event_triggers"))));
    }

    /** @param database of PostgreSQL 15 or newer */
    static TargetFacts.Collation collation(Database database) {
        return one(
                database,
                "preflight/collation",
                row -> new TargetFacts.Collation(
                        Optional.ofNullable(row.getString("recorded")),
                        Optional.ofNullable(row.getString("actual")),
                        Optional.ofNullable(row.getString("code"))));
    }

    static Platform platform(Database database) {
        return one(
                database,
                "preflight/platform",
                row -> new Platform(
                        row.getString("database"),
                        Optional.ofNullable(row.getString("installed")),
                        Columns.texts(row, "offered"),
                        row.getBoolean("loaded"),
                        Optional.ofNullable(row.getString("licence")),
                        Provider.of(
                                Columns.texts(row, "settings"),
                                Columns.texts(row, "roles"),
                                row.getBoolean("aurora"))));
    }

    static Rights rights(Database database) {
        return database.once(
                Rights.class,
                () -> one(
                        database,
                        "preflight/rights",
                        row -> new Rights(
                                row.getString("database"),
                                row.getString("role"),
                                row.getBoolean("temporary"),
                                row.getBoolean("all_sessions"),
                                row.getLong("tables"),
                                row.getLong("unreadable"),
                                row.getLong("guarded"),
                                row.getLong("others"))));
    }

    private static <T> T one(Database database, String file, Query.RowMapper<T> mapper) {
        return database.read(connection -> Query.one(connection, SqlFile.read(file), mapper));
    }
}
