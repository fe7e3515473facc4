package io.opsconductor.pulse.db.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.MigrateRequest;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.DatabaseUrl;

/** A fresh database that the program itself has brought up to date with db/migrations. */
final class MigratedDatabase implements AutoCloseable {
    private final TestDatabase database;
    private final Warnings warnings = new Warnings();

    private MigratedDatabase(TestDatabase database) {
        this.database = database;
    }

    static MigratedDatabase of(Edition edition) {
        return of(edition, ChosenSettings.DEFAULT);
    }

    static MigratedDatabase of(Edition edition, ChosenSettings settings) {
        MigratedDatabase migrated = new MigratedDatabase(edition.emptyDatabase());
        try {
            migrated.migrate(settings);
            return migrated;
        } catch (RuntimeException failure) {
            migrated.close();
            throw failure;
        }
    }

    /** Brings it up to date once more. */
    MigrateResult migrate(ChosenSettings settings) {
        return migrate(database.url(), settings, warnings);
    }

    static MigrateResult migrate(String url, ChosenSettings settings, Warnings warnings) {
        try (Database target = new Database(DatabaseUrl.parse(url))) {
            return new Migrator(settings).migrate(target, MigrateRequest.ALL, warnings);
        }
    }

    Connection connect() throws SQLException {
        return database.connect();
    }

    /** What the server warned of while it was migrated. */
    Map<String, List<String>> warnings() {
        return warnings.byFile();
    }

    @Override
    public void close() {
        database.close();
    }
}
