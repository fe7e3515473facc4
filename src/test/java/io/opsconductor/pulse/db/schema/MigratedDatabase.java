package io.opsconductor.pulse.db.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.opsconductor.pulse.db.check.Check;
import io.opsconductor.pulse.db.check.Finding;
import io.opsconductor.pulse.db.dev.TestDatabase;
import io.opsconductor.pulse.db.migrate.ConfiguredMigrations;
import io.opsconductor.pulse.db.migrate.MigrateResult;
import io.opsconductor.pulse.db.migrate.Migrator;
import io.opsconductor.pulse.db.migrate.status.MigrateRequest;
import io.opsconductor.pulse.db.migrate.status.MigrationSettings;
import io.opsconductor.pulse.db.postgres.Database;
import io.opsconductor.pulse.db.postgres.url.DatabaseUrl;

/** A fresh database that the program itself has brought up to date with db/migrations. */
final class MigratedDatabase implements AutoCloseable {
    private final TestDatabase database;
    private final Warnings warnings = new Warnings();

    private MigratedDatabase(TestDatabase database) {
        this.database = database;
    }

    static MigratedDatabase of(Edition edition) {
        return of(edition, ConfiguredMigrations.with());
    }

    static MigratedDatabase of(Edition edition, MigrationSettings settings) {
        MigratedDatabase migrated = empty(edition.emptyDatabase());
        try {
            migrated.migrate(settings);
            return migrated;
        } catch (RuntimeException failure) {
            migrated.close();
            throw failure;
        }
    }

    /** Nothing is applied yet. */
    static MigratedDatabase empty(TestDatabase database) {
        return new MigratedDatabase(database);
    }

    String name() {
        return database.name();
    }

    /** Brings it up to date, once more if it was. */
    MigrateResult migrate(MigrationSettings settings) {
        return migrate(database.url(), settings);
    }

    /** The same, logged in as somebody else. */
    MigrateResult migrateAs(String user, String password) {
        return migrate(urlAs(user, password), ConfiguredMigrations.with());
    }

    private MigrateResult migrate(String url, MigrationSettings settings) {
        try (Database target = new Database(DatabaseUrl.parse(url))) {
            return new Migrator(settings).migrate(target, MigrateRequest.ALL, warnings);
        }
    }

    /** What a check finds in it. */
    List<Finding> findings(Check check) throws Exception {
        try (Database target = new Database(DatabaseUrl.parse(database.url()))) {
            return check.findings(target, Instant.now());
        }
    }

    Connection connect() throws SQLException {
        return database.connect();
    }

    /** As a superuser. */
    void execute(String sql) throws SQLException {
        database.execute(sql);
    }

    /** The first column of a query's rows, as a superuser sees them. */
    List<String> rows(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    Connection connectAs(String user, String password) {
        return new Database(DatabaseUrl.parse(urlAs(user, password))).connectAsRole("test");
    }

    private String urlAs(String user, String password) {
        return database.url().replaceFirst("//[^@]*@", "//" + user + ":" + password + "@");
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
